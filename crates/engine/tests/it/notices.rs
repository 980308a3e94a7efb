//! When something rings: at once, at the end of quiet hours, in a digest, or never; and not what has been read.

use std::time::Duration;

use domain::{
    ConversationId,
    record::{Cadence, Category, CategoryCadence, NotificationPrefs, PersonName, Preferences, QuietHours, Setting},
};
use engine::{Notice, Presence};
use serde_json::{Value, json};

use crate::{
    OTHER, PERSON, ask,
    scene::{HOUR, MINUTE, Scene, conversation, organization},
};

/// Tokyo. The first minute of a Thursday in Greenwich is 9:01 there.
const TOKYO: i32 = 9 * 60;

/// A device whose person is away and has set this.
async fn away(cadence: Cadence, quiet: Option<(u16, u16)>) -> Scene {
    let scene = Scene::new(TOKYO).await;
    let cadences = [Category::Message, Category::Desk].map(|category| CategoryCadence { category, cadence }).to_vec();
    scene.set(Setting::Notifications(NotificationPrefs { organization: organization(), cadences }));
    let quiet = quiet.map(|(from, to)| QuietHours { from: from * 60, to: to * 60 });
    scene.set(Setting::Preferences(Preferences { quiet, ..Preferences::default() }));
    fetch(&scene).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(5 * MINUTE).await;
    scene
}

async fn fetch(scene: &Scene) {
    ask(&scene.engine, "sync_now", Value::Null).await;
    scene.pass(Duration::from_secs(1)).await;
}

async fn arrives(scene: &Scene, number: u128, seq: u32, category: Category) {
    scene.notify(number, seq, category, false);
    fetch(scene).await;
}

fn bodies(notices: &[Notice]) -> Vec<&str> {
    notices.iter().map(|notice| notice.body.as_str()).collect()
}

#[tokio::test(start_paused = true)]
async fn at_once_unless_the_person_looks() {
    let scene = away(Cadence::Now, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    assert_eq!(bodies(&scene.shown.take()), ["1通目です"]);
    scene.engine.set_presence(Presence::InSight);
    arrives(&scene, 1, 2, Category::Message).await;
    assert_eq!(bodies(&scene.shown.take()), ["2通目です"], "a window in the corner of an eye is not looked at");
    arrives(&scene, 1, 2, Category::Message).await;
    assert!(scene.shown.take().is_empty(), "once is enough");
    scene.engine.set_presence(Presence::Looking);
    arrives(&scene, 1, 3, Category::Message).await;
    assert!(scene.shown.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn in_quiet_hours_it_waits_for_their_end() {
    let mut scene = away(Cadence::Now, Some((9, 12))).await;
    arrives(&scene, 1, 1, Category::Message).await;
    arrives(&scene, 1, 2, Category::Message).await;
    arrives(&scene, 2, 1, Category::Message).await;
    scene.pass(2 * HOUR).await;
    assert!(scene.shown.take().is_empty());
    scene.restart().await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(HOUR).await;
    let shown = scene.shown.take();
    assert_eq!(bodies(&shown), ["メッセージ 3件"], "one notice for all, and a restart loses none");
    assert_eq!((shown[0].title.as_str(), shown[0].path.as_str()), ("まとめ通知", "/messages"));
    arrives(&scene, 3, 1, Category::Message).await;
    assert_eq!(scene.shown.take().len(), 1, "afterwards it rings again");
}

#[tokio::test(start_paused = true)]
async fn a_digest_comes_at_eight_in_the_person_s_language() {
    let scene = away(Cadence::Daily, None).await;
    ask(&scene.engine, "set_preferences", json!({ "language": "en", "theme": "system" })).await;
    arrives(&scene, 1, 1, Category::Message).await;
    arrives(&scene, 2, 1, Category::Desk).await;
    scene.pass(22 * HOUR).await;
    assert!(scene.shown.take().is_empty(), "seven in the morning");
    scene.pass(HOUR).await;
    assert_eq!(bodies(&scene.shown.take()), ["1 message, 1 item at the desk"]);
    scene.pass(48 * HOUR).await;
    assert!(scene.shown.take().is_empty(), "and says nothing when nothing is new");
}

#[tokio::test(start_paused = true)]
async fn a_weekly_one_comes_on_monday() {
    let scene = away(Cadence::Weekly, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    scene.pass(3 * 24 * HOUR + 22 * HOUR).await;
    assert!(scene.shown.take().is_empty(), "Monday at seven");
    scene.pass(HOUR).await;
    assert_eq!(bodies(&scene.shown.take()), ["1通目です"], "one thing is told as it is");
}

#[tokio::test(start_paused = true)]
async fn what_was_read_meanwhile_is_not_in_it() {
    let scene = away(Cadence::Daily, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    arrives(&scene, 2, 4, Category::Message).await;
    scene.notify(1, 1, Category::Message, true);
    fetch(&scene).await;
    scene.pass(23 * HOUR).await;
    assert_eq!(bodies(&scene.shown.take()), ["4通目です"]);
}

#[tokio::test(start_paused = true)]
async fn what_was_read_here_is_not_in_it_even_if_no_server_knows() {
    let scene = away(Cadence::Daily, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    arrives(&scene, 2, 1, Category::Message).await;
    scene.mark(1, 1);
    fetch(&scene).await;
    scene.pass(23 * HOUR).await;
    assert_eq!(scene.shown.take().iter().map(|notice| notice.path.clone()).collect::<Vec<_>>(), [scene.path(2)]);
}

#[tokio::test(start_paused = true)]
async fn what_is_taken_back_is_taken_away_and_waits_no_more() {
    let scene = away(Cadence::Daily, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    arrives(&scene, 2, 1, Category::Message).await;
    scene.shown.cleared();
    scene.take_back(1);
    fetch(&scene).await;
    assert_eq!(scene.shown.cleared(), [scene.path(1)]);
    scene.pass(23 * HOUR).await;
    assert_eq!(scene.shown.take().iter().map(|notice| notice.path.clone()).collect::<Vec<_>>(), [scene.path(2)]);
}

#[tokio::test(start_paused = true)]
async fn whom_one_blocks_rings_no_more() {
    let scene = away(Cadence::Daily, None).await;
    let (me, other) = (PERSON.parse().unwrap(), OTHER.parse().unwrap());
    scene.belongs();
    let talk = ConversationId::direct(organization(), me, other);
    scene.told(talk, 1, (Category::Message, false), PersonName::hidden(other));
    fetch(&scene).await;
    scene.shown.cleared();
    ask(&scene.engine, "block", json!({ "organization": organization(), "person": other })).await;
    assert_eq!(scene.shown.cleared(), [format!("/messages/{talk}")]);
    scene.pass(23 * HOUR).await;
    assert!(scene.shown.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn who_shows_no_name_is_announced_by_the_organisation() {
    let scene = away(Cadence::Now, None).await;
    scene.belongs();
    fetch(&scene).await;
    scene.told(conversation(1), 1, (Category::Message, false), PersonName::hidden(OTHER.parse().unwrap()));
    fetch(&scene).await;
    assert_eq!(scene.shown.take()[0].title, "みどり製作所");
}

#[tokio::test(start_paused = true)]
async fn what_is_off_never_rings() {
    let scene = away(Cadence::Off, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    scene.pass(8 * 24 * HOUR).await;
    assert!(scene.shown.take().is_empty());
}

#[tokio::test(start_paused = true)]
async fn while_the_person_looks_a_digest_waits() {
    let scene = away(Cadence::Daily, None).await;
    arrives(&scene, 1, 1, Category::Message).await;
    scene.engine.set_presence(Presence::Looking);
    scene.pass(24 * HOUR).await;
    assert!(scene.shown.take().is_empty());
    scene.engine.set_presence(Presence::Away);
    scene.pass(MINUTE).await;
    assert_eq!(scene.shown.take().len(), 1, "what they have not read by then");
}

#[tokio::test(start_paused = true)]
async fn at_most_two_hundred_wait() {
    let scene = away(Cadence::Daily, None).await;
    for number in 0..230 {
        scene.notify(number, 1, Category::Message, false);
    }
    fetch(&scene).await;
    scene.pass(23 * HOUR).await;
    assert_eq!(bodies(&scene.shown.take()), ["メッセージ 200件"]);
}
