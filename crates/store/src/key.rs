//! The key of both files: 256 random bits, used as they are, so that opening needs no key derivation.

use zeroize::{Zeroize, ZeroizeOnDrop};

/// A raw 256-bit key. Never printed; wiped from memory when dropped.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    /// A key of 32 random bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key from its 64 hexadecimal digits, as it stands in the keystore.
    pub fn from_hex(hex: &str) -> Option<Self> {
        let digits = hex.as_bytes();
        if digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// The 64 hexadecimal digits.
    pub fn to_hex(&self) -> zeroize::Zeroizing<String> {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn hex_reads_back_and_garbage_does_not() {
        let key = Key::new([0xa7; 32]);
        assert_eq!(Key::from_hex(&key.to_hex()).map(|key| key.0), Some([0xa7; 32]));
        for hex in ["", "a7", &"g".repeat(64), &"é".repeat(32)] {
            assert!(Key::from_hex(hex).is_none(), "{hex}");
        }
        assert_eq!(format!("{key:?}"), "Key(…)", "a key is never printed");
    }
}
