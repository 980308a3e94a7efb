//! Two processes on one folder: the second one waits until the first one has ended, however that ends.

use std::{
    collections::BTreeMap,
    fs,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use trial::{Place, Process, Reply, Site};

use crate::{DEVICE, act::Act, new_device, shown::Shown};

/// In which time the second one takes over.
const SOON: Duration = Duration::from_secs(10);

/// Every file of the folder, byte by byte.
fn bytes(place: &Place) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(place.files()).unwrap().map(|file| file.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

fn hands_over(end: impl FnOnce(Process)) {
    let site = Site::new();
    let (place, mut first) = new_device(&site, &site.url());
    let conversations = [site.direct, site.desk];
    let seen = Shown::on(&mut first, &conversations);
    let act = Act::Send(site.direct, "一つ目の窓から".into());
    let (method, with) = act.call(&seen);
    first.ask(method, &with);
    let seen = act.on(seen);

    let before = bytes(&place);
    let mut second = Process::start(DEVICE, &place, None);
    assert_eq!(second.phase().as_deref(), Some("in_use"));
    second.ask("host.follow", &Value::Null);
    second.ask("host.run", &Value::Null);
    for (method, with) in [act.call(&seen), ("start_over", Value::Null), ("unlock", Value::Null)] {
        assert_eq!(second.try_ask(method, &with), Reply::Failed("in_use".into()), "{method}");
    }
    assert_eq!(bytes(&place), before, "the second one changes nothing");
    assert_eq!(Shown::on(&mut first, &conversations), seen, "and the first one goes on");

    end(first);
    let until = Instant::now() + SOON;
    while second.ask("start", &Value::Null)["phase"] != json!("ready") {
        assert!(second.find(until, |line| line.get("changed").is_some()).is_some(), "the second one takes over");
    }
    assert_eq!(Shown::on(&mut second, &conversations), seen, "with everything that the first one kept");
    second.ask("host.sync", &Value::Null);
    let (_other, mut new) = new_device(&site, &site.url());
    assert_eq!(Shown::on(&mut new, &conversations), seen, "which is sent once");
}

#[test]
fn a_second_process_takes_over_when_the_first_one_ends() {
    hands_over(Process::end);
}

#[test]
fn a_second_process_takes_over_when_the_first_one_is_killed() {
    hands_over(drop);
}
