//! Saving into a folder what others sent: under a name of this machine's, and never over what is there.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::Path,
};

use super::Downloads;

/// Characters of a name, with its ending. Three bytes each, and a number beside it, it is shorter than the 255 bytes that file
/// systems take.
const LONGEST: usize = 80;
/// Names that are tried: `name`, `name (2)`, …
const TRIES: u32 = 1_000;
/// Names that mean a device to Windows, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A folder of downloads.
#[derive(Clone, Debug)]
pub struct Folder<P>(pub P);

impl<P: AsRef<Path> + Send + Sync> Downloads for Folder<P> {
    fn save(&self, name: &str, content: &[u8]) -> io::Result<String> {
        let folder = self.0.as_ref();
        fs::create_dir_all(folder)?;
        let name = clean(name);
        for number in 1..=TRIES {
            let name = numbered(&name, number);
            let path = folder.join(&name);
            // Whatever is there already, and be it a link that leads elsewhere, it is left alone.
            let mut file = match new_file().open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            let written = file.write_all(content).and_then(|()| file.sync_all());
            if let Err(error) = written {
                drop(file);
                let _ = fs::remove_file(&path);
                return Err(error);
            }
            return Ok(name);
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

/// For its owner alone, and nothing that can be run.
fn new_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A name that means a file in the folder on every system, and one that a person sees there.
fn clean(name: &str) -> String {
    let name: String =
        domain::text::file_name(name).chars().map(|c| if r#"<>"|?*"#.contains(c) { '_' } else { c }).collect();
    let name = name.trim_start_matches(|c: char| c == '.' || c.is_whitespace());
    let (stem, ending) = split(name);
    let stem: String = stem.chars().take(LONGEST - ending.chars().count()).collect();
    let first = stem.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_port = ["com", "lpt"].iter().any(|port| {
        first.strip_prefix(port).is_some_and(|number| number.chars().count() == 1 && !number.starts_with('0'))
    });
    match stem.trim_end() {
        "" => format!("file{ending}"),
        stem if is_port || DEVICES.contains(&first.as_str()) => format!("_{stem}{ending}"),
        stem => format!("{stem}{ending}"),
    }
}

fn numbered(name: &str, number: u32) -> String {
    match (number, split(name)) {
        (1, _) => name.to_owned(),
        (_, (stem, ending)) => format!("{stem} ({number}){ending}"),
    }
}

/// A name without its ending, and the ending with its dot. What is too long for an ending is none.
pub(crate) fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if name.len() - at <= 16 => name.split_at(at),
        Some(_) | None => (name, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_nowhere_and_can_be_seen() {
        for (name, wanted) in [
            ("見積書.pdf", "見積書.pdf"),
            ("../../.ssh/authorized_keys", "_.._.ssh_authorized_keys"),
            (r"C:\Windows\win.ini", "C__Windows_win.ini"),
            ("/etc/passwd", "_etc_passwd"),
            (".bashrc", "bashrc"),
            (" . .x", "x"),
            ("", "file"),
            ("...", "file"),
            ("NUL", "_NUL"),
            ("nul .txt", "_nul.txt"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("company.txt", "company.txt"),
            ("a<b>|c?*\".txt", "a_b__c___.txt"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("a\nb\0c", "a bc"),
            ("x.", "x"),
        ] {
            assert_eq!(clean(name), wanted, "{name:?}");
        }
        let long = clean(&format!("{}.pdf", "名".repeat(200)));
        assert!(long.ends_with(".pdf") && long.chars().count() == LONGEST && numbered(&long, TRIES).len() <= 255);
        assert_eq!(clean(&format!("a.{}", "b".repeat(200))).chars().count(), LONGEST, "too long for an ending");
    }

    #[test]
    fn nothing_that_is_there_is_touched_and_nothing_can_be_run() {
        let dir = tempfile::tempdir().unwrap();
        let folder = Folder(dir.path().join("made"));
        let save = |content: &[u8]| folder.save("a.sh", content).unwrap();
        assert_eq!([save(b"1"), save(b"2"), save(b"3")], ["a.sh", "a (2).sh", "a (3).sh"]);
        assert_eq!(fs::read(folder.0.join("a.sh")).unwrap(), b"1");
        assert_eq!(fs::read(folder.0.join("a (2).sh")).unwrap(), b"2");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(folder.0.join("a.sh")).unwrap().permissions().mode() & 0o777, 0o600);
            // A link that leads out of the folder, to a file that is not there yet.
            let outside = dir.path().join("outside");
            std::os::unix::fs::symlink(&outside, folder.0.join("b.txt")).unwrap();
            assert_eq!(folder.save("b.txt", b"x").unwrap(), "b (2).txt");
            assert!(!outside.exists());
        }
    }
}
