//! How the app lives on a machine: what a person chooses, and what the machine says to it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use engine::{ChooseHost, Engine, Event, HostChoices, HostError, HostOptions, MemoryKeystore};
use tempfile::TempDir;

use crate::{config, wire::Scripted};

/// A desktop whose panel comes and goes.
#[derive(Default)]
struct Desktop {
    has_tray: AtomicBool,
    is_autostart: AtomicBool,
    is_forbidden: AtomicBool,
}

impl HostOptions for Desktop {
    fn has_tray(&self) -> bool {
        self.has_tray.load(Ordering::SeqCst)
    }
    fn is_autostart(&self) -> Option<bool> {
        Some(self.is_autostart.load(Ordering::SeqCst))
    }
    fn set_autostart(&self, on: bool) -> Result<bool, HostError> {
        if self.is_forbidden.load(Ordering::SeqCst) {
            return Err(HostError("read-only".into()));
        }
        self.is_autostart.store(on, Ordering::SeqCst);
        Ok(on)
    }
}

struct Bench {
    dir: TempDir,
    desktop: Arc<Desktop>,
    keystore: Arc<MemoryKeystore>,
}

impl Bench {
    fn new() -> Self {
        Self { dir: TempDir::new().unwrap(), desktop: Arc::default(), keystore: Arc::default() }
    }
    fn open(&self) -> Engine {
        let wire = Arc::<Scripted>::default();
        let mut config = config(self.dir.path(), &wire, Arc::clone(&self.keystore) as _);
        config.host = Arc::clone(&self.desktop) as _;
        Engine::open(config)
    }
}

#[test]
fn what_a_person_chose_is_kept_and_off_before() {
    let bench = Bench::new();
    let engine = bench.open();
    let off = HostChoices { close_to_tray: false, autostart: false, can_autostart: true, has_tray: false };
    assert_eq!(engine.host_choices(), off);
    let chosen = engine.choose_host(ChooseHost { close_to_tray: Some(true), autostart: None }).unwrap();
    assert_eq!(chosen, HostChoices { close_to_tray: true, ..off });
    engine.choose_host(ChooseHost { close_to_tray: None, autostart: Some(true) }).unwrap();
    drop(engine);
    let engine = bench.open();
    assert_eq!(engine.host_choices(), HostChoices { close_to_tray: true, autostart: true, ..off });
    bench.desktop.is_autostart.store(false, Ordering::SeqCst);
    assert!(!engine.host_choices().autostart, "taken back in the system's own settings");
}

#[test]
fn a_machine_that_refuses_changes_nothing() {
    let bench = Bench::new();
    let engine = bench.open();
    bench.desktop.is_forbidden.store(true, Ordering::SeqCst);
    let failure = engine.choose_host(ChooseHost { close_to_tray: Some(true), autostart: Some(true) }).unwrap_err();
    assert_eq!(failure.field.as_deref(), Some("autostart"));
    let choices = engine.host_choices();
    assert_eq!((choices.close_to_tray, choices.autostart), (false, false));
}

#[test]
fn hiding_without_an_icon_is_told_once() {
    let bench = Bench::new();
    let engine = bench.open();
    bench.desktop.has_tray.store(true, Ordering::SeqCst);
    assert!(!engine.tell_of_hiding(), "an icon tells by itself");
    bench.desktop.has_tray.store(false, Ordering::SeqCst);
    assert!(engine.tell_of_hiding());
    assert!(!engine.tell_of_hiding());
    drop(engine);
    assert!(!bench.open().tell_of_hiding(), "once on this device");
}

#[test]
fn a_link_leads_to_a_page_or_it_is_said_that_it_leads_nowhere() {
    let engine = Bench::new().open();
    let mut events = engine.events();
    for (link, path) in [("resumex://people/requests", Some("/people/requests")), ("resumex://nowhere", None)] {
        engine.open_link(link);
        assert_eq!(events.try_recv().unwrap(), Event::Open(path.map(str::to_owned)));
    }
}
