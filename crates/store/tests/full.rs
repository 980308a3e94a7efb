//! The disk is full: at every single page that a scenario asks for. Nothing acknowledged is lost, the failure says what it is,
//! and when there is room again the same store goes on.
//!
//! In a process of its own, with a small disk in memory that goes with it. Where the system gives no such disk, the test is
//! left out and counted as that.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::print_stdout)]

#[allow(dead_code, reason = "other tests use the rest")]
#[path = "it/scene.rs"]
mod scene;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "it/words.rs"]
mod words;

use std::{
    collections::BTreeMap,
    env, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use domain::Name;
use store::{Order, Store, StoreError, table::op};
use words::key;

/// Set: this is the process with the small disk, and the disk is to be here.
const DISK: &str = "STORE_TEST_DISK";
const PAGE: u64 = 4096;
const STEPS: u32 = 30;
/// Before this step the files are closed and opened anew.
const REOPENED: u32 = 16;

// Where the disk may be full.
const OPENING: &str = "opening";
const EDIT: &str = "a person's edit";
const ANSWER: &str = "a server's answer";
const VIEW_BEHIND: &str = "the view behind the edit";
const OUTBOX_BEHIND: &str = "the outbox behind the answer";

fn main() {
    if let Some(disk) = env::var_os(DISK) {
        return all(Path::new(&disk));
    }
    // `cargo test NAME` asks every program for tests of that name.
    let is_asked = |name: &String| name.starts_with('-') || "a_full_disk_loses_nothing".contains(name.as_str());
    if env::args().nth(1).is_some_and(|name| !is_asked(&name)) {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size=8m,mode=700 none '{}'", dir.path().display());
    let run = |kind: &str, command: &str| {
        let mut unshare = Command::new("unshare");
        unshare.args([kind, "sh", "-c", command, "sh"]).arg(env::current_exe().unwrap()).env(DISK, dir.path());
        unshare.status().is_ok_and(|status| status.success())
    };
    let Some(kind) = ["-m", "-Urm"].into_iter().find(|kind| run(kind, &mount)) else {
        println!("test a_full_disk_loses_nothing ... ignored, this system gives no small disk");
        println!("test result: ok. 0 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        return;
    };
    let passed = run(kind, &format!("{mount} && exec \"$1\""));
    let (word, count) = if passed { ("ok", "1 passed; 0 failed") } else { ("FAILED", "0 passed; 1 failed") };
    println!("test a_full_disk_loses_nothing ... {word}");
    println!("test result: {word}. {count}; 0 ignored; 0 measured; 0 filtered out");
    std::process::exit(i32::from(!passed));
}

/// What the folder holds when the scenario begins, and the number before that of the scenario's first step.
struct Start {
    files: tempfile::TempDir,
    first: u32,
}

impl Start {
    fn new(first: u32, make: impl Fn(&Path)) -> Self {
        let files = scene::folder();
        make(files.path());
        Self { files, first }
    }
}

fn old_files(dir: &Path) {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old");
    fs::copy(old.join("outbox_1.db"), dir.join("outbox.db")).unwrap();
    fs::copy(old.join("cache_1.db"), dir.join("cache.db")).unwrap();
}

fn a_damaged_outbox(dir: &Path) {
    let work = scene::folder();
    let (store, _) = Store::open(work.path(), key(), |_| {}).unwrap();
    (101..=140).for_each(|number| scene::step(&store, number).unwrap());
    scene::copy(work.path(), dir);
    let mut log = fs::read(dir.join("outbox.db-wal")).unwrap();
    let middle = log.len() / 2;
    log[middle] ^= 1;
    fs::write(dir.join("outbox.db-wal"), log).unwrap();
}

fn all(disk: &Path) {
    let starts = [
        ("new files", Start::new(0, |_| {})),
        ("old files", Start::new(600, old_files)),
        // The copies that are made of it take more room than all the rest.
        ("a damaged outbox", Start::new(0, a_damaged_outbox)),
    ];
    let mut met_at = BTreeMap::new();
    for (name, start) in &starts {
        let whole = Whole::play(start);
        let mut met = BTreeMap::new();
        let tried = (0..).take_while(|pages| Play::on(disk, start, *pages, &whole, &mut met)).count();
        println!("{name}: full at {tried} places: {met:?}");
        assert!(tried > 50, "{name}: it was tried");
        met_at.extend(met);
    }
    for at in [OPENING, EDIT, ANSWER, VIEW_BEHIND, OUTBOX_BEHIND] {
        assert!(met_at.contains_key(at), "never full at {at}");
    }
}

/// The scenario with room enough.
struct Whole {
    outbox: Vec<Vec<String>>,
    cache: Vec<String>,
}

impl Whole {
    fn play(start: &Start) -> Self {
        let dir = scene::folder();
        scene::copy(start.files.path(), dir.path());
        let (store, _) = Store::open(dir.path(), key(), |_| {}).unwrap();
        let mut outbox = vec![scene::outbox(&store).unwrap()];
        for number in 1..=STEPS {
            scene::step(&store, start.first + number).unwrap();
            outbox.push(scene::outbox(&store).unwrap());
        }
        Self { outbox, cache: scene::cache(&store).unwrap() }
    }
}

/// The scenario with room for so many pages more.
struct Play<'a> {
    dir: PathBuf,
    ballast: PathBuf,
    start: &'a Start,
    whole: &'a Whole,
    met: &'a mut BTreeMap<&'static str, u32>,
    is_full: bool,
    told: Arc<AtomicUsize>,
}

impl<'a> Play<'a> {
    /// Whether the disk was full at any moment.
    fn on(
        disk: &Path,
        start: &'a Start,
        pages: u64,
        whole: &'a Whole,
        met: &'a mut BTreeMap<&'static str, u32>,
    ) -> bool {
        let (dir, ballast) = (disk.join("files"), disk.join("ballast"));
        fs::create_dir(&dir).unwrap();
        scene::copy(start.files.path(), &dir);
        let mut file = fs::File::create(&ballast).unwrap();
        let page = [7; PAGE as usize];
        while file.write_all(&page).is_ok() {}
        let length = file.metadata().unwrap().len() / PAGE * PAGE;
        file.set_len(length.saturating_sub(pages * PAGE)).unwrap();
        // A file that is still open would keep its room when it is removed.
        drop(file);
        let mut play = Self { dir, ballast, start, whole, met, is_full: false, told: Arc::default() };
        play.run();
        let was_full = play.is_full;
        fs::remove_dir_all(&play.dir).unwrap();
        let _ = fs::remove_file(&play.ballast);
        was_full
    }

    fn run(&mut self) {
        let mut store = self.open();
        for number in 1..=STEPS {
            if number == REOPENED {
                drop(store);
                store = self.open();
            }
            self.step(&store, number);
        }
        let _ = fs::remove_file(&self.ballast);
        for store in [store, self.open()] {
            assert_eq!(scene::outbox(&store).unwrap(), self.whole.outbox[STEPS as usize], "nothing is lost");
            assert_eq!(scene::cache(&store).unwrap(), self.whole.cache);
        }
        let found = store::check(&self.dir, &key()).unwrap();
        assert!(found.is_empty(), "{found:?}");
    }

    fn open(&mut self) -> Store {
        let told = Arc::clone(&self.told);
        self.insist(OPENING, move |dir| {
            let told = Arc::clone(&told);
            Store::open(dir, key(), move |_| {
                told.fetch_add(1, Ordering::Relaxed);
            })
            .map(|(store, _)| store)
        })
    }

    fn step(&mut self, store: &Store, number: u32) {
        let whole = self.whole;
        let first = self.start.first;
        let at = if matches!(number % 6, 4 | 5) { ANSWER } else { EDIT };
        let (cache, told) = (scene::cache(store).unwrap(), Arc::clone(&self.told));
        let is_ahead = AtomicBool::new(false);
        self.insist(at, |_| {
            let so_far = told.load(Ordering::Relaxed);
            let done = scene::step(store, first + number);
            if done.is_err() {
                let before = &whole.outbox[number as usize - 1];
                assert_eq!(&scene::outbox(store).unwrap(), before, "step {number}: what failed changed nothing");
                // The cache commits first; the screens are told of it although the outbox could not follow.
                if scene::cache(store).unwrap() != cache && !is_ahead.swap(true, Ordering::Relaxed) {
                    assert!(told.load(Ordering::Relaxed) > so_far, "step {number}: a commit is told");
                }
            }
            done
        });
        if is_ahead.into_inner() {
            self.note(OUTBOX_BEHIND);
        }
        if store.is_behind() {
            self.note(VIEW_BEHIND);
            let _ = fs::remove_file(&self.ballast);
            catch_up(store, first);
        }
    }

    fn note(&mut self, at: &'static str) {
        self.is_full = true;
        *self.met.entry(at).or_default() += 1;
    }

    /// Does it; while the disk is full it fails as that, twice alike, and when there is room again it goes on.
    fn insist<T>(&mut self, at: &'static str, work: impl Fn(&Path) -> Result<T, StoreError>) -> T {
        for _ in 0..2 {
            match work(&self.dir) {
                Ok(done) => return done,
                Err(StoreError::DiskFull) => {}
                Err(other) => panic!("{at}: {other:?}"),
            }
        }
        self.note(at);
        fs::remove_file(&self.ballast).unwrap();
        work(&self.dir).unwrap_or_else(|error| panic!("{at}, with room again: {error:?}"))
    }
}

/// As the app does it when an edit is ahead of its view: from the ops, once more.
fn catch_up(store: &Store, first: u32) {
    let caught = store.write(Order::CacheFirst, |w| {
        for queued in op::all(w)?.into_iter().filter(|queued| queued.state == op::State::Waiting) {
            let Name::Message(id) = queued.target.1 else { continue };
            let number = u32::try_from(id.0.as_u128() - 1_000).unwrap();
            // What was there before has the view that it came with.
            if number > first {
                scene::set_view(w, number, queued.seq)?;
            }
        }
        Ok::<_, StoreError>(())
    });
    caught.unwrap();
    store.caught_up();
}
