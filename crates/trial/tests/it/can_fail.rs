//! A trial of programs with a fault fails, by the promise that the fault breaks.

use std::process::Command;

use trial::points::PLANT;

struct Fault {
    name: &'static str,
    /// The test that finds it, and how much of it does.
    found_by: &'static str,
    with: (&'static str, &'static str),
    promise: &'static str,
}

const LOST: &str = "lost::what_is_carried_out_without_an_answer_is_there_once";
const LIFE: &str = "abort::it_goes_on_from_every_point_of_its_life";
const KILL: &str = "kill::killed_at_any_moment_it_has_everything_once";

const FAULTS: &[Fault] = &[
    // The server carries out again what it has carried out already: a device then contradicts itself.
    Fault { name: "server::op_unchecked", found_by: LOST, with: ("TRIAL_WRITES", "300"), promise: "conflicts" },
    // What was written last is sent first.
    Fault { name: "engine::newest_first", found_by: LOST, with: ("TRIAL_WRITES", "300"), promise: "there once" },
    // An op is out of the outbox before what came of it is in the cache.
    Fault {
        name: "engine::op_removed_first",
        found_by: LIFE,
        with: ("TRIAL_ABORT_ONLY", "0:commit:outbox-alone"),
        promise: "what was acknowledged is there, once",
    },
    // A device says how far it has read before it has kept what it read.
    Fault {
        name: "engine::cursor_before_rows",
        found_by: LIFE,
        with: ("TRIAL_ABORT_ONLY", "0:page:begin"),
        promise: "message has come once",
    },
    // A text is sent and stays in the composer.
    Fault {
        name: "engine::draft_kept",
        found_by: KILL,
        with: ("TRIAL_ROUNDS", "20"),
        promise: "there, once, and nothing else",
    },
];

#[test]
fn every_planted_fault_is_found() {
    for Fault { name, found_by, with: (setting, value), promise } in FAULTS {
        let trial = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", found_by, "--nocapture"])
            .env(PLANT, name)
            .env(setting, value)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&trial.stderr);
        assert!(!trial.status.success(), "{name} is not found by {found_by}");
        assert!(said.contains(promise), "{name} breaks another promise than it should: {said}");
    }
}
