//! A device in a scenario whose process ends at a chosen point, and goes on when it is started again.
//! `TRIAL_ABORT_ONLY=0:send:answered#2` plays one of the ends (process 0, point, passing), or all that begin like this.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use domain::ConversationId;
use serde_json::Value;
use trial::{Place, Process, Reply, Site};

use crate::{DEVICE, act::Act, shown::Shown};

/// Plays it once to its end, then once for each passing of each point, with a process that ends there.
pub(crate) fn at_every_point(name: &str, play: fn(&mut Scene)) {
    let mut whole = Scene::new(None);
    play(&mut whole);
    let passings = whole.passed.iter().flat_map(|((process, point), times)| {
        (1..=*times).map(move |passing| End { process: *process, at: format!("{point}#{passing}") })
    });
    let only = std::env::var("TRIAL_ABORT_ONLY").ok();
    let ends: Vec<End> = passings
        .filter(|End { process, at }| only.as_ref().is_none_or(|only| format!("{process}:{at}").starts_with(only)))
        .collect();
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(end) = ends.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = std::panic::catch_unwind(|| {
                        let mut scene = Scene::new(Some(end.clone()));
                        play(&mut scene);
                        assert!(scene.end.is_none(), "the process ended there");
                    });
                    assert!(outcome.is_ok(), "{name}: TRIAL_ABORT_ONLY={}:{} plays it alone", end.process, end.at);
                }
            });
        }
    });
    println!("{name}: {} passings of {} points", ends.len(), points(&ends).len());
}

fn points(ends: &[End]) -> BTreeSet<&str> {
    ends.iter().filter_map(|end| end.at.split('#').next()).collect()
}

/// Where a process ends: the how manieth of the scenario, and what [`trial::points::ABORT`] says.
#[derive(Clone, Debug)]
pub(crate) struct End {
    process: usize,
    at: String,
}

/// A device in a scenario, and what is to be seen on it.
pub(crate) struct Scene {
    pub(crate) site: Site,
    pub(crate) place: Place,
    pub(crate) device: Option<Process>,
    pub(crate) end: Option<End>,
    /// Processes that have ended well.
    pub(crate) processes: usize,
    /// How often each point was passed in each of them.
    passed: BTreeMap<(usize, String), u64>,
    pub(crate) done: Option<Shown>,
    /// The keystore does not have the key of the files that are there.
    pub(crate) is_key_lost: bool,
}

impl Scene {
    fn new(end: Option<End>) -> Self {
        Self {
            site: Site::new(),
            place: Place::new(),
            device: None,
            end,
            processes: 0,
            passed: BTreeMap::new(),
            done: None,
            is_key_lost: false,
        }
    }

    pub(crate) fn conversations(&self) -> [ConversationId; 2] {
        [self.site.direct, self.site.desk]
    }

    pub(crate) fn device(&mut self) -> &mut Process {
        self.device.as_mut().unwrap()
    }

    /// Opens, in a phase. A process that ends while it opens is started again.
    pub(crate) fn start(&mut self) -> String {
        loop {
            let is_last = self.end.as_ref().is_some_and(|end| end.process == self.processes);
            let at = self.end.as_ref().filter(|_| is_last).map(|end| end.at.clone());
            let mut device = Process::start(DEVICE, &self.place, at.as_deref());
            match device.phase() {
                Some(phase) => {
                    self.device = Some(device);
                    return phase;
                }
                None => self.died(),
            }
        }
    }

    /// The process has ended where it should, once.
    fn died(&mut self) {
        self.device = None;
        let end = self.end.take();
        assert!(end.is_some(), "a process ends only where it is made to");
        let faults = if self.is_key_lost { Vec::new() } else { self.place.check() };
        assert!(faults.is_empty(), "the files are whole after {end:?}: {faults:?}");
    }

    /// Ends it as an app ends.
    pub(crate) fn stop(&mut self) {
        let passed = self.device().ask("host.passed", &Value::Null);
        for (point, times) in passed.as_object().unwrap() {
            self.passed.insert((self.processes, point.clone()), times.as_u64().unwrap());
        }
        self.device.take().unwrap().end();
        self.processes += 1;
    }

    /// Calls until it has been carried out; `is_done` says in which phase that was so when the process ended meanwhile.
    pub(crate) fn ask(&mut self, call: impl Fn(&mut Self) -> Reply, is_done: impl Fn(&str) -> bool) {
        loop {
            match call(self) {
                Reply::Ok(_) => return,
                Reply::Failed(code) => panic!("refused: {code}"),
                Reply::Gone => {
                    self.died();
                    let phase = self.start();
                    if is_done(&phase) {
                        return;
                    }
                    self.look();
                }
            }
        }
    }

    pub(crate) fn sign_in(&mut self) {
        let sign_in = |scene: &mut Self| {
            let (site, device) = (&scene.site, scene.device.as_mut().unwrap());
            site.sign_in(device, &site.url(), Site::HANAKO)
        };
        self.ask(sign_in, |phase| phase == "first_sync");
    }

    pub(crate) fn sync(&mut self) {
        self.ask(|scene| scene.device().try_ask("host.sync", &Value::Null), |_| false);
        if self.done.is_none() {
            let conversations = self.conversations();
            self.done = Some(Shown::on(self.device(), &conversations));
        }
        self.look();
    }

    /// An edit; whether it was made when the process ended is seen on the device, and it is made again only if not.
    pub(crate) fn edit(&mut self, act: Act) {
        let before = self.done.take().unwrap();
        let after = act.on(before.clone());
        let (method, with) = act.call(&before);
        let conversations = self.conversations();
        loop {
            match self.device().try_ask(method, &with) {
                Reply::Ok(_) => break,
                Reply::Failed(code) => panic!("{method} is refused: {code}"),
                Reply::Gone => {
                    self.died();
                    self.start();
                    let seen = Shown::on(self.device(), &conversations);
                    if seen == after {
                        break;
                    }
                    assert_eq!(
                        seen, before,
                        "an edit that was not acknowledged is made or not, and nothing else is lost"
                    );
                }
            }
        }
        self.done = Some(after);
        self.look();
    }

    /// What was acknowledged is there, once.
    pub(crate) fn look(&mut self) {
        let conversations = self.conversations();
        if let Some(done) = self.done.clone() {
            assert_eq!(Shown::on(self.device(), &conversations), done, "what was acknowledged is there, once");
        }
    }
}
