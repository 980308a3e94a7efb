//! The figures, one file each.

pub mod changed;
pub mod conversation;
pub mod first_sync;
pub mod offline;
pub mod reach;
pub mod search;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::Connection;
use store::{Order, Store};

use crate::{
    Place, Process,
    device::recorded,
    generate::{Generator, Size},
    limit,
    site::Site,
    table::Figure,
    world::{self, ME, World},
};

/// What figures share: a server's file with a loaded world, and a device that has read it once.
pub struct Bench {
    /// How much data.
    pub size: Size,
    /// Alternating runs of each figure and its limit.
    pub runs: usize,
    folder: PathBuf,
    synced: Option<Synced>,
}

/// A device that has read everything, and the server as it was then.
pub struct Synced {
    /// The device's files. It was ended.
    pub place: Place,
    /// The server's file.
    pub server: PathBuf,
    /// Where the server has to listen for the device to find it.
    pub port: u16,
    /// What the device was sent, without what came ahead.
    pub lines: Vec<Vec<u8>>,
}

/// Something that is measured.
pub type Measure = fn(&mut Bench) -> Vec<Figure>;

/// All of them by their names, in the order of the table.
pub const ALL: &[(&str, Measure)] = &[
    ("first-sync", first_sync::measure),
    ("changed", changed::measure),
    ("offline", offline::measure),
    ("search", search::measure),
    ("conversation", conversation::measure),
    ("reach", reach::measure),
];

impl Bench {
    /// Keeps loaded worlds and working files in a folder, on a disk.
    pub fn new(size: Size, runs: usize, folder: &Path) -> Self {
        fs::create_dir_all(folder).unwrap();
        Self { size, runs, folder: folder.to_owned(), synced: None }
    }

    /// Where files of a run go.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A generator of this size.
    pub fn generator(&self) -> Generator {
        Generator::new(self.size)
    }

    /// Who is who.
    pub fn world(&self) -> World {
        world::names(&self.generator())
    }

    /// The file of a server that holds a world of a size; made once.
    pub fn world_file(&self, size: Size) -> PathBuf {
        let file = self.folder.join(format!("world-{}-{}.db", size.messages, world::MAPPING));
        if !file.exists() {
            eprintln!("loading {} messages through the server's storage …", size.messages);
            let new = self.folder.join("world.new");
            for ending in ["", "-wal", "-shm"] {
                let _ = fs::remove_file(self.folder.join(format!("world.new{ending}")));
            }
            let begun = std::time::Instant::now();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let steps = runtime.block_on(world::make(size, &new));
            eprintln!("{steps} steps in {:.1} s", begun.elapsed().as_secs_f64());
            fs::rename(new, &file).unwrap();
        }
        file
    }

    /// A device that has read everything; made once.
    pub fn synced(&mut self) -> &Synced {
        if self.synced.is_none() {
            self.synced = Some(self.sync());
        }
        self.synced.as_ref().unwrap()
    }

    fn sync(&self) -> Synced {
        let site = Site::new(&self.folder, &self.world_file(self.size), 0);
        let place = Place::new(&self.folder);
        let recording = self.folder.join("recording.ndjson");
        let _ = fs::remove_file(&recording);
        let mut device = Process::recording(&place, &site, ME, &recording);
        device.ask("host.sync", &serde_json::Value::Null);
        device.end();
        tidied(&place);
        let (server, port) = (self.folder.join("synced.db"), site.port());
        fs::copy(site.close().file(), &server).unwrap();
        Synced { place, server, port, lines: recorded(&recording) }
    }
}

impl Synced {
    /// The server as it was, where the device will find it.
    pub fn site(&self, at: &Path) -> Site {
        Site::new(at, &self.server, self.port)
    }

    /// The cache of the device.
    pub fn cache(&self) -> Connection {
        cache(&self.place)
    }
}

/// What a running app does within minutes after a first sync: the search index becomes one.
fn tidied(place: &Place) {
    let (store, _) = Store::open(&place.files(), place.key(), |_| {}).unwrap();
    while store.write(Order::CacheFirst, |w| store::search::catch_up(w, 200)).unwrap() {}
}

/// The cache of a device.
pub fn cache(place: &Place) -> Connection {
    limit::device_file(&place.files().join("cache.db"), &place.key(), "NORMAL")
}

/// In milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Milliseconds of an answer in microseconds.
pub fn answered_ms(answer: &serde_json::Value, field: &str) -> f64 {
    answer[field].as_f64().unwrap() / 1e3
}
