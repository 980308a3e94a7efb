//! The server carries an edit out and its answer is lost (R4): the edit is there exactly once.

use std::time::Instant;

use serde_json::Value;
use trial::{Reply, Site, Way};
use world::Chance;

use crate::{act::Act, new_device, number, shown::Shown};

/// Edits in the test command.
const WRITES: u64 = 10_000;
/// Edits between two rounds.
const AT_ONCE: u64 = 20;

#[test]
fn what_is_carried_out_without_an_answer_is_there_once() {
    let (writes, seed) = (number("TRIAL_WRITES", WRITES), number("TRIAL_SEED", 1));
    let begun = Instant::now();
    let site = Site::new();
    let proxy = site.proxy(seed);
    let (_place, mut device) = new_device(&site, &proxy.url());
    let conversations = [site.direct, site.desk];
    let mut done = Shown::on(&mut device, &conversations);
    let mut chance = Chance::new(seed);
    proxy.set(Way::Lossy(2));
    let (mut written, mut rounds, mut broken) = (0, 0, 0);
    while written < writes {
        for _ in 0..AT_ONCE {
            let act = Act::draw(&mut chance, written, &conversations, &done);
            let (method, with) = act.call(&done);
            device.ask(method, &with);
            done = act.on(done);
            written += u64::from(!matches!(act, Act::Draft(..)));
        }
        rounds += 1;
        broken += u64::from(device.try_ask("host.sync", &Value::Null) != Reply::Ok(Value::Null));
    }
    let lost = proxy.lost();
    assert!(lost > 0, "answers were lost");
    assert!(broken >= lost as u64, "a device knows that it has no answer");
    proxy.set(Way::Open);
    device.ask("host.sync", &Value::Null);
    assert_eq!(Shown::on(&mut device, &conversations), done, "every edit is there once");
    let status = device.ask("status", &Value::Null);
    for kind in ["unsent", "refused", "conflicts"] {
        assert_eq!(status[kind], 0, "{kind}");
    }
    let (_other, mut new) = new_device(&site, &site.url());
    assert_eq!(Shown::on(&mut new, &conversations), done.without_drafts(), "the server has it once, in the same order");
    println!("{written} writes in {rounds} rounds, {lost} answers lost, {:?}", begun.elapsed());
}
