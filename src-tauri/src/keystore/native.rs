//! The keychain of a Mac, the protected data of an iPhone, the Credential Manager of Windows, the Android Keystore: each
//! is open as soon as the person has unlocked the machine, and asks by itself where it must ask.

use engine::KeystoreError;
use keyring_core::{CredentialStore, Error, Result};
use std::{collections::HashMap, sync::Arc};

#[cfg(target_os = "android")]
use android_native_keyring_store::Store;
#[cfg(target_os = "macos")]
use apple_native_keyring_store::keychain::Store;
#[cfg(target_os = "ios")]
use apple_native_keyring_store::protected::Store;
#[cfg(target_os = "windows")]
use windows_native_keyring_store::Store;

/// Its name in `sealed-by`.
pub const NAME: &str = std::env::consts::OS;

pub fn open() -> Result<Arc<CredentialStore>> {
    Ok(Store::new()?)
}

/// On an iPhone the key may be used from the first unlock after a start, so that sync works behind a locked screen, and
/// it never leaves the device.
pub fn modifiers() -> Option<HashMap<&'static str, &'static str>> {
    cfg!(target_os = "ios").then(|| HashMap::from([("access-policy", "after-first-unlock-this-device-only")]))
}

/// These answer a locked read with an error of its own, never with nothing.
pub fn is_locked() -> bool {
    false
}

pub fn ask() {}

pub fn failure(error: Error) -> KeystoreError {
    match error {
        Error::NoStorageAccess(_) => KeystoreError::Locked,
        Error::NoDefaultStore => KeystoreError::Unavailable,
        other => KeystoreError::Failed(other.to_string()),
    }
}
