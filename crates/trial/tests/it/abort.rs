//! The process ends by itself at every fail point, at every passing (R2); started again, it goes on to the same end.

use std::{fs, path::Path};

use domain::ConversationId;
use serde_json::{Value, json};
use store::Store;
use trial::{Place, Process, Reply};

use crate::{
    DEVICE,
    act::Act,
    new_device,
    scene::{Scene, at_every_point},
    shown::{Shown, messages},
};

#[test]
fn it_goes_on_from_every_point_of_its_life() {
    at_every_point("life", life);
}

#[test]
fn it_goes_on_from_every_point_of_starting_over() {
    at_every_point("starting over without the key", key_gone);
    at_every_point("starting over with another key", key_replaced);
}

/// Everything that a device does in its life.
fn life(scene: &mut Scene) {
    let [direct, desk] = scene.conversations();
    assert_eq!(scene.start(), "signed_out");
    scene.sign_in();
    scene.sync();
    scene.edit(Act::Send(direct, "一通目".into()));
    scene.edit(Act::Draft(desk, "書きかけ".into()));
    scene.edit(Act::Headline("営業".into()));
    scene.edit(Act::Skill("溶接".into()));
    scene.sync();
    scene.site.write(direct, "返事");
    scene.edit(Act::Attach(desk, "見積.pdf".into()));
    scene.edit(Act::Send(desk, "二通目".into()));
    scene.edit(Act::Attach(direct, "図面.pdf".into()));
    scene.edit(Act::Draft(direct, "あとで".into()));
    scene.sync();
    let told: Vec<Value> = messages(scene.device(), direct).into_iter().filter(|item| item["mine"] == false).collect();
    assert_eq!(told.len(), 1, "the other one's message has come once: {told:?}");
    scene.ask(|scene| scene.device().try_ask("mark_read", &json!({ "conversation": direct })), |_| false);
    scene.site.renew_epoch();
    scene.edit(Act::Headline("設計".into()));
    scene.sync();
    scene.stop();

    assert_eq!(scene.start(), "ready");
    scene.look();
    let (_place, mut other) = new_device(&scene.site, &scene.site.url());
    let seen = Shown::on(&mut other, &scene.conversations());
    assert_eq!(seen, scene.done.clone().unwrap().without_drafts(), "the server has all of it, once");
    other.end();
    scene.edit(Act::Draft(direct, String::new()));
    scene.done = None;
    // A file that waits in a composer is lost with it: the person was asked.
    let sign_out = |scene: &mut Scene| scene.device().try_ask("sign_out", &json!({ "discard_unsent": true }));
    scene.ask(sign_out, |phase| phase == "signed_out");
    scene.stop();
    nothing_is_left(&scene.place);
}

fn nothing_is_left(place: &Place) {
    assert!(!place.keys().join("token").exists(), "the token is gone");
    let Some(key) = place.key() else { return };
    let (store, _) = Store::open(&place.files(), key, |_| {}).unwrap();
    let (scopes, person) =
        store.read(|r| Ok((store::table::scope::all(r)?, store::table::setting::get(r, "person")?))).unwrap();
    assert!(scopes.is_empty() && person.is_none(), "nothing of whoever was signed in is left: {scopes:?} {person:?}");
}

/// The key is gone, and something waits to be sent.
fn key_gone(scene: &mut Scene) {
    start_over(scene, |key| fs::remove_file(key).unwrap());
}

/// Another keystore answers, with a key of its own.
fn key_replaced(scene: &mut Scene) {
    start_over(scene, |key| fs::write(key, "a7".repeat(32)).unwrap());
}

fn start_over(scene: &mut Scene, lose: fn(&Path)) {
    let direct = scene.site.direct;
    // Up to here nothing ends by itself.
    let end = scene.end.take();
    assert_eq!(scene.start(), "signed_out");
    scene.sign_in();
    scene.sync();
    scene.edit(Act::Send(direct, "送る前".into()));
    scene.edit(Act::Draft(direct, "書きかけ".into()));
    // Killed, so that the newest of it stands beside the files and not in them.
    scene.device.take();
    scene.processes = 1;
    scene.end = end;
    scene.is_key_lost = true;
    let key_file = scene.place.keys().join("key");
    let key = fs::read(&key_file).unwrap();
    lose(&key_file);

    let kept = scene.done.take().unwrap();
    assert_eq!(scene.start(), "key_missing");
    scene.ask(|scene| scene.device().try_ask("start_over", &Value::Null), |phase| phase == "signed_out");
    scene.stop();
    nothing_is_left(&scene.place);
    everything_was_kept(&scene.place, &key, &kept, &scene.conversations());

    assert_eq!(scene.start(), "signed_out");
    let discarding = |discard: bool| json!({ "discard_unsent": discard });
    assert_eq!(scene.device().try_ask("sign_out", &discarding(false)), Reply::Failed("unsent".into()));
    scene.ask(|scene| scene.device().try_ask("sign_out", &discarding(true)), |phase| phase == "signed_out");
    scene.stop();
    nothing_is_left(&scene.place);
    assert_eq!(names(&scene.place.keys()), ["key"], "nor is a key of what was put aside");
    let names = names(&scene.place.files());
    assert!(!names.iter().any(|name| name.contains("kept") || name.contains("going")), "{names:?}");
}

fn names(folder: &Path) -> Vec<String> {
    fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}

/// What was put aside is a whole device: with the old key it opens and shows what was there.
fn everything_was_kept(place: &Place, key: &[u8], kept: &Shown, conversations: &[ConversationId]) {
    let again = Place::new();
    for folder in [again.files(), again.keys()] {
        fs::create_dir_all(folder).unwrap();
    }
    for file in fs::read_dir(place.files()).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        // outbox.db-wal.1.kept
        if let Some((before, part)) = name.split_once(".kept") {
            let (name, _mark) = before.rsplit_once('.').unwrap();
            fs::copy(file.path(), again.files().join(format!("{name}{part}"))).unwrap();
        }
    }
    fs::write(again.keys().join("key"), key).unwrap();
    let mut device = Process::start(DEVICE, &again, None);
    assert_eq!(device.phase().as_deref(), Some("ready"), "what was put aside opens with the old key");
    assert_eq!(Shown::on(&mut device, conversations), *kept);
    device.end();
}
