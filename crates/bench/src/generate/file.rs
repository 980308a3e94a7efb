//! The files: NDJSON in UTF-8, one row a line, without spaces.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Generator, Size};

/// What a file came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its name.
    pub name: &'static str,
    /// Rows in it.
    pub rows: u64,
    /// Bytes in it.
    pub bytes: u64,
    /// SHA-256 of it, in hexadecimal.
    pub sha256: String,
}

/// Writes the files of a size into a folder, or nowhere: then only what they come to is found.
///
/// # Errors
/// The disk's.
pub fn write(size: Size, folder: Option<&Path>) -> io::Result<Vec<Written>> {
    let mut generator = Generator::new(size);
    let mut all = Vec::new();
    let mut file = |name, rows: &mut dyn FnMut(&mut Out)| -> io::Result<()> {
        let mut out = Out::new(name, folder)?;
        rows(&mut out);
        all.push(out.finish()?);
        Ok(())
    };
    file("messages.ndjson", &mut |out| generator.messages(|row| out.row(&row)))?;
    file("profiles.ndjson", &mut |out| generator.profiles(|row| out.row(&row)))?;
    file("offers.ndjson", &mut |out| generator.offers(|row| out.row(&row)))?;
    file("changes.ndjson", &mut |out| generator.changes(|row| out.row(&row)))?;
    file("edits.ndjson", &mut |out| generator.edits(|row| out.row(&row)))?;
    Ok(all)
}

/// A file that is written, and hashed on the way. A failure is kept until the end.
struct Out {
    name: &'static str,
    to: Box<dyn Write>,
    line: Vec<u8>,
    hash: Sha256,
    rows: u64,
    bytes: u64,
    failed: Option<io::Error>,
}

impl Out {
    fn new(name: &'static str, folder: Option<&Path>) -> io::Result<Self> {
        let to: Box<dyn Write> = match folder {
            Some(folder) => Box::new(BufWriter::new(File::create(folder.join(name))?)),
            None => Box::new(io::sink()),
        };
        Ok(Self { name, to, line: Vec::new(), hash: Sha256::new(), rows: 0, bytes: 0, failed: None })
    }

    fn row(&mut self, row: &impl Serialize) {
        self.line.clear();
        let written = serde_json::to_writer(&mut self.line, row).map_err(io::Error::other);
        self.line.push(b'\n');
        self.hash.update(&self.line);
        self.rows += 1;
        self.bytes += self.line.len() as u64;
        let written = written.and_then(|()| self.to.write_all(&self.line));
        self.failed = self.failed.take().or(written.err());
    }

    fn finish(mut self) -> io::Result<Written> {
        self.failed.map_or(Ok(()), Err)?;
        self.to.flush()?;
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Written { name: self.name, rows: self.rows, bytes: self.bytes, sha256 })
    }
}
