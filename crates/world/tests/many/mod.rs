//! Many seeds on all cores, and of one that fails what is needed to play it.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use world::{FAULTS, Fault, Script, Told, shrunk};

/// Every so many seeds are played a second time, which must repeat to the letter.
const AGAIN: u64 = 50;
/// Something is said this often.
const SAID: Duration = Duration::from_secs(20);

/// The one story that is asked for.
pub fn asked_for() -> Option<Script> {
    let seed = std::env::var("WORLD_SEED").ok()?.parse().expect("a number");
    let steps = std::env::var("WORLD_STEPS").ok();
    let numbers = |steps: String| -> BTreeSet<usize> {
        steps.split(',').filter(|step| !step.is_empty()).map(|step| step.parse().expect("a number")).collect()
    };
    Some(Script { seed, steps: steps.map(numbers) })
}

/// Plays every seed, or the one that is asked for. `WORLD_SEEDS` says how many, `WORLD_FROM` where to begin.
pub fn every_seed(kind: &str, count: u64, play: impl Fn(Script) -> Result<Told, String> + Sync) {
    if let Some(script) = asked_for() {
        match play(script) {
            Ok(told) => println!("{}", told.log.join("\n")),
            Err(message) => panic!("{message}"),
        }
        return;
    }
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let first = number("WORLD_FROM").unwrap_or(0);
    let end = first + number("WORLD_SEEDS").unwrap_or(count);
    let next = AtomicU64::new(first);
    let sum = Mutex::new(Sum { begun: Instant::now(), said: Instant::now(), seeds: 0, steps: 0, faults: [0; FAULTS] });
    let failed = Mutex::new(None);
    // A story is one thread.
    let workers = thread::available_parallelism().map_or(2, |cores| cores.get());
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end || failed.lock().expect("no panic").is_some() {
                        return;
                    }
                    match repeated(seed, &play) {
                        Ok(told) => sum.lock().expect("no panic").add(kind, &told, end - first),
                        Err(message) => *failed.lock().expect("no panic") = Some((seed, message)),
                    }
                }
            });
        }
    });
    if let Some((seed, message)) = failed.into_inner().expect("no panic") {
        panic!("{}", told(kind, seed, &message, play));
    }
    println!("{}", sum.into_inner().expect("no panic").line(kind));
}

fn repeated(seed: u64, play: impl Fn(Script) -> Result<Told, String>) -> Result<Told, String> {
    let told = play(seed.into())?;
    if seed.is_multiple_of(AGAIN) && play(seed.into())? != told {
        return Err("REPEAT it does not repeat exactly".to_owned());
    }
    Ok(told)
}

/// What a failing seed fails with, and the shortest story that does.
fn told(kind: &str, seed: u64, message: &str, play: impl Fn(Script) -> Result<Told, String>) -> String {
    /// More steps than any story has.
    const STEPS: usize = 64;
    let Some(short) = shrunk(seed, STEPS, play) else {
        return format!("the {kind} of seed {seed} fails: {message}");
    };
    let steps: Vec<String> = short.steps.iter().map(ToString::to_string).collect();
    format!(
        "the {kind} of seed {seed} fails: {message}\nso does it with {} of its steps: {}\n\
         WORLD_SEED={seed} WORLD_STEPS={} cargo test -p world --test seeds {kind} -- --nocapture",
        steps.len(),
        short.message,
        steps.join(","),
    )
}

struct Sum {
    begun: Instant,
    said: Instant,
    seeds: u64,
    steps: usize,
    faults: [usize; FAULTS],
}

impl Sum {
    fn add(&mut self, kind: &str, told: &Told, of: u64) {
        self.seeds += 1;
        self.steps += told.steps;
        self.faults.iter_mut().zip(told.faults).for_each(|(sum, count)| *sum += count);
        if self.said.elapsed() > SAID {
            self.said = Instant::now();
            println!("{kind}: {} of {of} seeds in {} s", self.seeds, self.begun.elapsed().as_secs());
        }
    }

    fn line(&self, kind: &str) -> String {
        let faults = Fault::ALL.iter().zip(self.faults).map(|(fault, count)| format!("{count} {fault:?}"));
        let faults: Vec<String> = faults.collect();
        let (seeds, steps, seconds) = (self.seeds, self.steps, self.begun.elapsed().as_secs());
        format!("{kind}: {seeds} seeds, {steps} steps, {seconds} s; exchanges by fault: {}", faults.join(", "))
    }
}
