//! A GIF that moves, without what is not the picture (GIF89a specification, appendix B). Its frames stay as they are: written
//! anew they would lose colours and grow several times, and most of what moves is small.

/// The same picture with the blocks that show something, and how often it is repeated; comments, plain text, the data of
/// applications (XMP among them) and whatever comes behind its end are left out. None when it is no whole GIF.
pub(super) fn bare(file: &[u8]) -> Option<Vec<u8>> {
    let mut from = Blocks { rest: file };
    let mut to = from.take(6)?.to_vec();
    let screen = from.take(7)?;
    to.extend(screen);
    to.extend(from.colours(*screen.get(4)?)?);
    let (mut control, mut frames) = (None, 0);
    loop {
        match from.take(1)?.first()? {
            // An image.
            0x2c => {
                to.extend(control.take().unwrap_or_default());
                let image = from.take(9)?;
                to.push(0x2c);
                to.extend(image);
                to.extend(from.colours(*image.get(8)?)?);
                to.extend(from.take(1)?);
                to.extend(from.sub_blocks()?);
                frames += 1;
            }
            // An extension.
            0x21 => match from.take(1)?.first()? {
                0xf9 => control = Some([&[0x21, 0xf9], from.sub_blocks()?].concat()),
                0xff => {
                    let data = from.sub_blocks()?;
                    to.extend(repeat(data).unwrap_or_default());
                }
                // What stood before a plain text was about that.
                0x01 => {
                    from.sub_blocks()?;
                    control = None;
                }
                _ => {
                    from.sub_blocks()?;
                }
            },
            // The end.
            0x3b => {
                to.push(0x3b);
                return (frames > 0).then_some(to);
            }
            _ => return None,
        }
    }
}

/// How often a moving picture is repeated, if that is what an application says, and nothing else of it.
fn repeat(data: &[u8]) -> Option<Vec<u8>> {
    let count = [&b"\x0bNETSCAPE2.0"[..], b"\x0bANIMEXTS1.0"].iter().find_map(|name| data.strip_prefix(*name))?;
    let [3, 1, low, high, ..] = count else { return None };
    Some([&b"\x21\xff\x0bNETSCAPE2.0"[..], &[3, 1, *low, *high, 0]].concat())
}

/// The blocks that have not been read.
struct Blocks<'a> {
    rest: &'a [u8],
}

impl<'a> Blocks<'a> {
    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(bytes)?;
        self.rest = rest;
        Some(taken)
    }

    /// A table of colours, if the flags before it say that there is one.
    fn colours(&mut self, flags: u8) -> Option<&'a [u8]> {
        match flags & 0x80 {
            0 => Some(&[]),
            _ => self.take(3 << ((flags & 7) + 1)),
        }
    }

    /// Sub-blocks with the empty one at their end.
    fn sub_blocks(&mut self) -> Option<&'a [u8]> {
        let all = self.rest;
        let mut bytes = 0;
        loop {
            let length = usize::from(*self.take(1)?.first()?);
            self.take(length)?;
            bytes += 1 + length;
            if length == 0 {
                return all.get(..bytes);
            }
        }
    }
}
