//! Bits that tip over and files that are cut off. Either what is read is what was written, or the damage is found before
//! anything is shown; what is unsent is carried over, and what can be fetched is fetched again.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use store::{Key, Store, StoreError};

use crate::{
    key,
    scene::{self, Chance, History},
};

const CASES: u64 = 1_000;
/// Each opening has to be done by then; so has a rebuild.
const USABLE: Duration = Duration::from_secs(5);

/// Files with much in them, twice: cleanly closed with half of the steps, and then as a process leaves them that was killed.
struct Ground {
    dir: tempfile::TempDir,
    history: History,
}

impl Ground {
    fn new() -> Self {
        let dir = scene::folder();
        let work = dir.path().join("work");
        let open = || Store::open(&work, key(), |_| {}).unwrap().0;
        let store = open();
        let mut history = History::begin(&store);
        (0..150).for_each(|_| history.step(&store));
        drop(store);
        scene::copy(&work, &dir.path().join("closed"));
        let store = open();
        (0..150).for_each(|_| history.step(&store));
        scene::copy(&work, &dir.path().join("killed"));
        drop(store);
        Self { dir, history }
    }
}

/// What a damage came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// Everything was read as it was written.
    Whole,
    /// The cache is an earlier one, whole: the end of its log is gone, and its states say where to go on.
    Earlier,
    /// Found when the files were opened.
    RebuiltAtOpening,
    /// Found by a read, and made good by opening again.
    RebuiltWhileRunning,
    /// The outbox was put aside, and this much carried over.
    Salvaged,
}

#[test]
fn a_thousand_damages_are_harmless_or_found() {
    let ground = Ground::new();
    let mut came: BTreeMap<(&str, Came), u32> = BTreeMap::new();
    // Of the damaged outboxes, rows that were carried over and rows that there were: a bit of the log tipped over, and all else.
    let (mut slowest, mut log, mut other) = (Duration::ZERO, (0, 0), (0, 0));
    for seed in 0..CASES {
        let case = scene::folder();
        let dir = case.path();
        let (file, steps, said) = damage(&ground, dir, seed);
        let begun = Instant::now();
        let (mut outcome, mut store) = open_and_read(dir, &ground.history, steps, &said);
        if outcome == Came::Salvaged {
            let wanted = &ground.history.outbox[steps];
            let carried = scene::outbox(&store).unwrap().iter().filter(|row| wanted.contains(row)).count();
            let kind = if said.contains("outbox.db-wal tipped") { &mut log } else { &mut other };
            *kind = (kind.0 + carried, kind.1 + wanted.len());
            assert!(dir.join("outbox.db.damaged-1.kept").exists() || file == "outbox.db", "{said}: it is kept");
        }
        if !scene::is_usable(&store, 3) {
            // A page that only writing reads.
            assert!(store.is_suspect(), "{said}: the store knows");
            store.close();
            let (again, opened) = open(dir, &said);
            assert!(opened.is_cache_rebuilt && !opened.is_outbox_salvaged, "{said}: {opened:?}");
            assert!(scene::is_usable(&again, 3), "{said}: the person goes on");
            (outcome, store) = (Came::RebuiltWhileRunning, again);
        }
        assert!(!store.is_suspect());
        slowest = slowest.max(begun.elapsed());
        *came.entry((file, outcome)).or_default() += 1;
    }
    println!("{came:?}; slowest {slowest:?}; carried over: {log:?} by a whole log, {other:?} else");
    assert!(slowest < USABLE, "usable after {slowest:?}");
    let count = |outcome| came.iter().filter(|((_, came), _)| *came == outcome).map(|(_, count)| count).sum::<u32>();
    for outcome in [Came::Whole, Came::Earlier, Came::RebuiltAtOpening, Came::RebuiltWhileRunning, Came::Salvaged] {
        assert!(count(outcome) >= 20, "{outcome:?} was hardly tried: {came:?}");
    }
    // A log holds many versions of a page: what one of them loses, a later one has.
    assert!(log.0 * 100 > log.1 * 90 && other.0 * 100 > other.1 * 30, "carried over: {log:?}, {other:?}");
}

/// Damages one file, by the seed; its name, the number of steps behind it, and what was done.
fn damage(ground: &Ground, dir: &Path, seed: u64) -> (&'static str, usize, String) {
    let mut chance = Chance(seed);
    let (state, steps) = if chance.below(4) == 0 { ("closed", 150) } else { ("killed", 300) };
    scene::copy(&ground.dir.path().join(state), dir);
    let files = ["outbox.db", "cache.db", "outbox.db-wal", "cache.db-wal"];
    let file = files[chance.below(if steps == 300 { 4 } else { 2 })];
    let mut bytes = fs::read(dir.join(file)).unwrap();
    let length = bytes.len();
    let at = match chance.below(8) {
        0 => chance.below(120),
        1 => length - 1 - chance.below(4096),
        2 => chance.below(length / 4096) * 4096,
        _ => chance.below(length),
    };
    let cut = chance.below(4) == 0;
    if cut {
        bytes.truncate(if chance.below(10) == 0 { 0 } else { at });
    } else {
        bytes[at] ^= 1 << chance.below(8);
    }
    fs::write(dir.join(file), bytes).unwrap();
    (file, steps, format!("seed {seed}: {state}/{file} {} at {at} of {length}", if cut { "cut" } else { "tipped" }))
}

fn open(dir: &Path, said: &str) -> (Store, store::Opened) {
    Store::open(dir, key(), |_| {}).unwrap_or_else(|error| panic!("{said}: {error:?}"))
}

fn open_and_read(dir: &Path, history: &History, steps: usize, said: &str) -> (Came, Store) {
    let (store, opened) = open(dir, said);
    if opened.is_outbox_salvaged {
        assert!(opened.is_cache_rebuilt && scene::cache(&store).unwrap().is_empty(), "{said}: nobody's view stays");
        for row in scene::outbox(&store).unwrap() {
            let is_true = history.outbox[..=steps].iter().any(|rows| rows.contains(&row));
            assert!(is_true, "{said}: nobody wrote {row}");
        }
        return (Came::Salvaged, store);
    }
    let is_same = |store: &Store| scene::outbox(store).unwrap() == history.outbox[steps];
    assert!(is_same(&store), "{said}: the outbox is what it was");
    match scene::cache(&store) {
        Ok(found) if opened.is_cache_rebuilt => {
            assert!(found.is_empty(), "{said}: {found:?}");
            (Came::RebuiltAtOpening, store)
        }
        Ok(found) if found == history.cache[steps] => (Came::Whole, store),
        Ok(found) => {
            // In a file of no length nothing is found, and nothing is wrong: it is filled as a new one is.
            assert!(history.cache_at(&found).is_some_and(|step| step < steps), "{said}: never held {found:?}");
            (Came::Earlier, store)
        }
        Err(StoreError::Damaged) => {
            assert!(store.is_suspect(), "{said}: the store knows");
            store.close();
            assert!(matches!(scene::outbox(&store), Err(StoreError::Closed)));
            let (store, opened) = open(dir, said);
            assert!(opened.is_cache_rebuilt && !opened.is_outbox_salvaged, "{said}: {opened:?}");
            assert!(is_same(&store), "{said}: the outbox is what it was");
            assert!(scene::cache(&store).unwrap().is_empty());
            (Came::RebuiltWhileRunning, store)
        }
        Err(error) => panic!("{said}: {error:?}"),
    }
}

/// The same while the files are open: pages that were not read yet.
#[test]
fn damage_done_to_open_files_is_met_as_damage() {
    let ground = Ground::new();
    let mut met = BTreeMap::new();
    for seed in 0..120 {
        let case = scene::folder();
        let mut chance = Chance(seed);
        scene::copy(&ground.dir.path().join("closed"), case.path());
        let (store, _) = open(case.path(), "whole");
        let file = ["outbox.db", "cache.db"][chance.below(2)];
        let mut bytes = fs::read(case.path().join(file)).unwrap();
        let at = 4096 + chance.below(bytes.len() - 4096);
        bytes[at] ^= 1 << chance.below(8);
        fs::write(case.path().join(file), bytes).unwrap();
        let said = format!("seed {seed}: {file} tipped at {at}");
        let is_met = match (scene::outbox(&store), scene::cache(&store)) {
            (Ok(outbox), Ok(cache)) => {
                assert!(outbox == ground.history.outbox[150] && cache == ground.history.cache[150], "{said}");
                false
            }
            (Err(StoreError::Damaged), Ok(_)) => file == "outbox.db",
            (Ok(_), Err(StoreError::Damaged)) => file == "cache.db",
            other => panic!("{said}: {other:?}"),
        };
        assert_eq!(store.is_suspect(), is_met, "{said}");
        let again = (scene::outbox(&store), scene::cache(&store));
        let is_damage = matches!(again, (Err(StoreError::Damaged), Ok(_)) | (Ok(_), Err(StoreError::Damaged)));
        assert_eq!(is_damage, is_met, "{said}: what was found out is not believed later: {again:?}");
        store.close();
        let (_, opened) = open(case.path(), &said);
        assert!(!is_met || opened.is_cache_rebuilt && opened.is_outbox_salvaged == (file == "outbox.db"), "{said}");
        *met.entry((file, is_met)).or_insert(0) += 1;
    }
    println!("{met:?}");
    assert!(met[&("outbox.db", true)] > 10 && met[&("cache.db", true)] > 10, "{met:?}");
}

#[test]
fn a_key_that_opens_neither_file_changes_neither() {
    let ground = Ground::new();
    for state in ["closed", "killed"] {
        let dir = ground.dir.path().join(state);
        let read = || {
            ["outbox.db", "outbox.db-wal", "cache.db", "cache.db-wal"]
                .map(|file| fs::read(dir.join(file)).unwrap_or_default())
        };
        let before = read();
        assert!(matches!(Store::open(&dir, Key::new([9; 32]), |_| {}), Err(StoreError::Damaged)));
        assert!(read() == before, "{state}: nothing is touched");
        let (store, opened) = open(&dir, state);
        assert_eq!(opened, store::Opened::default());
        assert_eq!(scene::outbox(&store).unwrap(), ground.history.outbox[if state == "closed" { 150 } else { 300 }]);
    }
}

#[test]
fn damage_that_a_write_meets_is_noted_though_its_error_hides_it() {
    let ground = Ground::new();
    let dir = ground.dir.path().join("closed");
    let mut bytes = fs::read(dir.join("cache.db")).unwrap();
    bytes[4096..].iter_mut().step_by(512).for_each(|byte| *byte ^= 1);
    fs::write(dir.join("cache.db"), bytes).unwrap();
    let (store, opened) = open(&dir, "every page but the first");
    if !opened.is_cache_rebuilt {
        struct Mapped;
        impl From<StoreError> for Mapped {
            fn from(_: StoreError) -> Self {
                Self
            }
        }
        let write =
            store.write(store::Order::CacheFirst, |w| store::table::note::set(w, "seen", "1").map_err(|_| Mapped));
        assert!(write.is_err() && store.is_suspect() && dir.join("suspect").exists());
        drop(store);
        assert!(open(&dir, "again").1.is_cache_rebuilt);
    }
    assert!(!dir.join("suspect").exists());
}

/// Ends the process at every fourth thing that carrying an outbox over does to the disk.
#[cfg(target_os = "linux")]
#[test]
fn a_salvage_that_ends_half_way_is_done_all_the_same() {
    use crate::shim::{self, Child};

    if let Some(dir) = shim::child() {
        return assert!(open(&dir, "alone").1.is_outbox_salvaged);
    }
    let ground = Ground::new();
    let damaged = ground.dir.path().join("killed");
    let mut log = fs::read(damaged.join("outbox.db-wal")).unwrap();
    let middle = log.len() / 2;
    log[middle] ^= 1;
    fs::write(damaged.join("outbox.db-wal"), log).unwrap();
    let mut ended = 0;
    for at in (1..).step_by(4) {
        let dir = scene::folder();
        scene::copy(&damaged, dir.path());
        let child = Child::new("damage::a_salvage_that_ends_half_way_is_done_all_the_same", dir.path());
        let status = child.stop(at).run();
        let (store, _) = open(dir.path(), "after the end");
        assert_eq!(scene::outbox(&store).unwrap(), ground.history.outbox[300], "event {at}: all is carried over");
        assert!(dir.path().join("outbox.db.damaged-1.kept").exists(), "event {at}: the damaged file is kept");
        let left = fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let left: Vec<String> = left.filter(|name| name.contains("part") || name.contains("new")).collect();
        assert!(left.is_empty(), "event {at}: {left:?}");
        if status.success() {
            break;
        }
        assert_eq!(status.code(), Some(9), "event {at}: it ended where it should");
        ended += 1;
    }
    assert!(ended > 10, "it was ended {ended} times");
    println!("ended at {ended} places");
}
