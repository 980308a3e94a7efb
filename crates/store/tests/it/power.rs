//! The power goes: what was acknowledged is there. A process writes, its writes are written down, and the disk is put together
//! as it may have been at any moment of them.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use store::{Store, StoreError};

use crate::{
    disk::{Disk, Event},
    key,
    scene::{self, Chance, History},
    shim::{self, Child},
};

const STEPS: u32 = 360;
const MOMENTS: usize = 1_000;

/// The process whose power goes. It starts anew twice; then it writes for so long that logs are tidied up while it runs.
fn live(dir: &Path) {
    let mut marks = fs::File::create(dir.join("marks")).unwrap();
    let mut store = None;
    for number in 1..=STEPS {
        if matches!(number, 1 | 20 | 40) {
            drop(store.take());
            store = Some(Store::open(dir, key(), |_| {}).unwrap().0);
        }
        scene::step(store.as_ref().unwrap(), number).unwrap();
        marks.write_all(&number.to_le_bytes()).unwrap();
    }
}

#[derive(Default)]
struct Found {
    lost: Vec<String>,
    came: BTreeMap<&'static str, u32>,
}

/// Tries moments by chance; whatever breaks the promise is found.
fn try_moments(events: &[Event], history: &History, moments: usize) -> Found {
    let mut chance = Chance(5);
    let mut at: Vec<usize> = (0..moments).map(|_| chance.below(events.len() + 1)).collect();
    at.sort_unstable();
    let mut found = Found::default();
    let (mut disk, mut played, mut acknowledged) = (Disk::default(), 0, 0);
    for moment in at {
        for event in &events[played..moment] {
            match event {
                Event::Write(name, _, bytes) if name == "marks" => {
                    acknowledged = u32::from_le_bytes(bytes.as_slice().try_into().unwrap()) as usize;
                }
                other => disk.play(other),
            }
        }
        played = moment;
        let dir = scene::folder();
        disk.lose_power(&mut chance, dir.path());
        let said = format!("before event {moment} of {}, {acknowledged} acknowledged", events.len());
        let came = look(dir.path(), history, acknowledged);
        *found.came.entry(came.unwrap_or("lost")).or_default() += 1;
        found.lost.extend(came.err().map(|what| format!("{said}: {what}")));
    }
    found
}

fn look(dir: &Path, history: &History, acknowledged: usize) -> Result<&'static str, &'static str> {
    let Ok((store, opened)) = Store::open(dir, key(), |_| {}) else { return Err("the files do not open") };
    if opened.is_outbox_salvaged {
        return Err("the outbox is damaged");
    }
    let Ok(outbox) = scene::outbox(&store) else { return Err("the outbox cannot be read") };
    if history.outbox_at(&outbox).iter().all(|step| ![acknowledged, acknowledged + 1].contains(step)) {
        return Err("the outbox does not hold what was acknowledged");
    }
    let came = match scene::cache(&store) {
        Ok(_) if opened.is_cache_rebuilt => "cache rebuilt",
        Ok(cache) => match history.cache_at(&cache) {
            Some(step) if step < acknowledged => "cache earlier",
            Some(_) => "all there",
            None => return Err("the cache holds what it never held"),
        },
        Err(StoreError::Damaged) => {
            store.close();
            let Ok((_, opened)) = Store::open(dir, key(), |_| {}) else { return Err("the files do not open again") };
            if opened.is_cache_rebuilt { "cache rebuilt" } else { return Err("a damaged cache stays") }
        }
        Err(_) => return Err("the cache cannot be read"),
    };
    if scene::is_usable(&store, 3) || came == "cache rebuilt" { Ok(came) } else { Err("nothing more can be written") }
}

#[test]
fn what_was_acknowledged_survives_a_power_loss() {
    if let Some(dir) = shim::child() {
        return live(&dir);
    }
    let dir = scene::folder();
    let log = scene::folder();
    let log = log.path().join("log");
    let child = Child::new("power::what_was_acknowledged_survives_a_power_loss", dir.path()).log(&log);
    assert!(child.run().success());
    let events: Vec<Event> = Event::all(&fs::read(&log).unwrap())
        .into_iter()
        .filter(|event| !matches!(event, Event::Create(name) if name == "marks"))
        .collect();
    let history = History::of(STEPS);
    let (store, _) = Store::open(dir.path(), key(), |_| {}).unwrap();
    assert_eq!(scene::outbox(&store).unwrap(), history.outbox[STEPS as usize], "the process did it all");
    // A log begins anew at its start; three times because the files were opened anew.
    let begun = |log| events.iter().filter(|event| matches!(event, Event::Write(name, 0, _) if name == log)).count();
    let begun = ["outbox.db-wal", "cache.db-wal"].map(begun);
    assert!(begun.iter().all(|times| *times > 3), "the logs were tidied up while they were written: {begun:?}");

    let found = try_moments(&events, &history, MOMENTS);
    println!("{} events, {MOMENTS} moments: {:?}", events.len(), found.came);
    assert!(found.lost.is_empty(), "{:#?}", found.lost);
    assert!(found.came["all there"] > 100 && found.came["cache earlier"] > 100, "both kinds of loss: {:?}", found.came);

    // The same with `synchronous = OFF`, which is to say that nobody asks the disk: it must be found.
    let unsynced: Vec<Event> =
        events.into_iter().filter(|event| !matches!(event, Event::Sync(name) if name.starts_with("outbox"))).collect();
    let found = try_moments(&unsynced, &history, MOMENTS / 10);
    println!("the outbox not synced: {:?}", found.came);
    let is_lost = |what: &str| found.lost.iter().filter(|said| said.ends_with(what)).count();
    assert!(is_lost("what was acknowledged") + is_lost("is damaged") > 10, "a loss is found: {:?}", found.lost);
}
