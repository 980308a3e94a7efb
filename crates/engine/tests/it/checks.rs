//! How the server is asked whether anything is new: by a stream while the person is here, by rare polls while they are not.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::record::Category;
use engine::{Background, CheckMode, Found, Presence};
use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    ask,
    scene::{HOUR, MINUTE, Scene},
};

#[tokio::test(start_paused = true)]
async fn a_stream_that_only_beats_is_held() {
    let scene = Scene::new(0).await;
    scene.pass(6 * HOUR).await;
    assert_eq!(scene.wire.to("/v1/live").len(), 1, "a heartbeat is a sign of life");
    assert_eq!((scene.polls(), scene.engine.checks().unwrap().mode), (0, CheckMode::Live));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_is_silent_is_given_up() {
    let scene = Scene::new(0).await;
    scene.wire.stream("/v1/live", "text/event-stream", || futures_util::stream::pending().boxed());
    scene.engine.set_presence(Presence::Away);
    scene.pass(3 * MINUTE).await;
    scene.engine.set_presence(Presence::Looking);
    scene.pass(5 * MINUTE).await;
    let streams = scene.wire.to("/v1/live").len();
    assert!((6..=9).contains(&streams), "one in 45 seconds: {streams}");
}

#[tokio::test(start_paused = true)]
async fn while_away_a_poll_comes_every_quarter_of_an_hour_and_nothing_else() {
    let scene = Scene::new(0).await;
    let rounds = scene.rounds();
    scene.engine.set_presence(Presence::Away);
    scene.pass(MINUTE).await;
    assert_eq!(scene.engine.checks().unwrap().mode, CheckMode::Live, "a look away is short more often than not");
    scene.pass(24 * HOUR).await;

    let polls = scene.wire.to("/v1/poll").split_off(1);
    assert!((86..=106).contains(&polls.len()), "96, a little more or less: {}", polls.len());
    let gaps: Vec<Duration> = polls.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
    let (least, most) = (gaps.iter().min().unwrap(), gaps.iter().max().unwrap());
    assert!(*least >= 12 * MINUTE && *most <= 18 * MINUTE + Duration::from_secs(1), "{least:?} to {most:?}");
    assert!(*most - *least > 3 * MINUTE, "spread, so that an organisation does not ask at once: {least:?} to {most:?}");
    assert!(polls.iter().all(|(_, request)| request.if_none_match.as_deref() == Some("\"news-1\"")));
    assert_eq!(scene.rounds(), rounds, "nothing is fetched when nothing is new");
    assert_eq!(scene.wire.to("/v1/live").len(), 1, "the stream of before, which has ended");
    assert_eq!(scene.engine.checks().unwrap().mode, CheckMode::Poll);
}

#[tokio::test(start_paused = true)]
async fn a_look_elsewhere_costs_nothing() {
    let scene = Scene::new(0).await;
    let rounds = scene.rounds();
    for presence in [Presence::InSight, Presence::Away, Presence::Looking, Presence::Away, Presence::InSight] {
        scene.engine.set_presence(presence);
        scene.pass(MINUTE).await;
    }
    scene.pass(3 * HOUR).await;
    assert_eq!((scene.wire.to("/v1/live").len(), scene.polls(), scene.rounds()), (1, 0, rounds));
}

#[tokio::test(start_paused = true)]
async fn who_comes_back_has_everything_at_once() {
    let scene = Scene::new(0).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(3 * HOUR + MINUTE).await;
    let (rounds, streams, back) = (scene.rounds(), scene.wire.to("/v1/live").len(), Instant::now());
    scene.engine.set_presence(Presence::Looking);
    scene.pass(Duration::from_millis(100)).await;
    assert!(scene.rounds() > rounds, "a round");
    assert_eq!(scene.wire.to("/v1/live").len(), streams + 1, "and the stream");
    assert!(back.elapsed() < Duration::from_secs(1));
    let polls = scene.polls();
    scene.pass(2 * HOUR).await;
    assert_eq!(scene.polls(), polls, "while the stream tells, nobody asks");
}

#[tokio::test(start_paused = true)]
async fn news_in_a_poll_are_fetched_and_ring() {
    let scene = Scene::new(0).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(HOUR).await;
    let rounds = scene.rounds();
    scene.notify(1, 1, Category::Message, false);
    scene.pass(20 * MINUTE).await;
    let notices = scene.shown.take();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!((notices[0].title.as_str(), notices[0].body.as_str()), ("佐倉 花子", "1通目です"));
    assert_eq!(scene.rounds(), rounds + 1, "one round for it");
    scene.pass(HOUR).await;
    let polls = scene.wire.to("/v1/poll");
    assert_eq!(polls.last().unwrap().1.if_none_match.as_deref(), Some("\"news-2\""), "and it is known from then on");
    assert_eq!(scene.rounds(), rounds + 1);
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for_is_obeyed_even_when_a_person_asks() {
    let scene = Scene::new(0).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(MINUTE).await;
    let busy =
        json!({ "type": "about:blank", "title": "x", "status": 503, "code": "unavailable", "retry_after_s": 7_200 });
    scene.wire.answer("/v1/poll", 503, busy);
    scene.engine.check_now().unwrap();
    scene.pass(MINUTE).await;
    assert_eq!(scene.polls(), 1);
    scene.engine.check_now().unwrap();
    scene.pass(118 * MINUTE).await;
    assert_eq!(scene.polls(), 1, "not before two hours have passed");
    scene.pass(2 * MINUTE).await;
    assert_eq!(scene.polls(), 2, "then at once");
}

#[tokio::test(start_paused = true)]
async fn what_the_server_asks_for_outlives_a_visit() {
    let scene = Scene::new(0).await;
    let busy =
        json!({ "type": "about:blank", "title": "x", "status": 503, "code": "unavailable", "retry_after_s": 7_200 });
    scene.wire.answer("/v1/poll", 503, busy.clone());
    scene.engine.check_now().unwrap();
    // The stream is refused in the same way.
    scene.wire.answer("/v1/live", 503, busy);
    scene.engine.set_presence(Presence::Away);
    scene.pass(5 * MINUTE).await;
    scene.engine.set_presence(Presence::Looking);
    scene.pass(MINUTE).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(5 * MINUTE).await;
    scene.engine.set_presence(Presence::Looking);
    scene.pass(MINUTE).await;
    assert_eq!(scene.wire.to("/v1/live").len(), 2, "the one of the beginning and the one that was refused");
    scene.engine.set_presence(Presence::Away);
    scene.pass(100 * MINUTE).await;
    assert_eq!(scene.polls(), 1, "nor does leaving begin anew");
}

#[tokio::test(start_paused = true)]
async fn without_a_server_the_waits_grow_and_it_is_found_again() {
    let scene = Scene::new(0).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(HOUR).await;
    scene.wire.always("/v1/poll", |_| Err(engine::api::WireError::Unreachable));
    let polls = scene.polls();
    scene.pass(12 * HOUR).await;
    let tried = scene.polls() - polls;
    assert!((150..600).contains(&tried), "every few minutes, at most five: {tried}");
    assert_eq!(scene.engine.checks().unwrap().mode, CheckMode::Offline);
    assert_eq!(ask(&scene.engine, "status", Value::Null).await["state"], "offline");

    scene.wire.always("/v1/poll", |_| Ok((304, "", Vec::new())));
    scene.pass(10 * MINUTE).await;
    assert_eq!(scene.engine.checks().unwrap().mode, CheckMode::Poll);
    assert_eq!(ask(&scene.engine, "status", Value::Null).await["state"], "fresh");
}

#[tokio::test(start_paused = true)]
async fn a_session_that_was_ended_elsewhere_is_told_by_a_poll() {
    let scene = Scene::new(0).await;
    let ended = json!({ "type": "about:blank", "title": "x", "status": 401, "code": "unauthorized" });
    scene.wire.answer("/v1/poll", 401, ended);
    scene.engine.check_now().unwrap();
    scene.pass(MINUTE).await;
    assert_eq!(ask(&scene.engine, "status", Value::Null).await["state"], "signed_out_remotely");
    let polls = scene.polls();
    scene.pass(HOUR).await;
    assert_eq!(scene.polls(), polls, "nobody is signed in");
    assert!(scene.engine.check_now().is_err());
}

#[tokio::test(start_paused = true)]
async fn checks_are_counted_by_day_and_survive_a_restart() {
    // 00:01 in Tokyo: the whole day lies ahead.
    let mut scene = Scene::new(9 * 60).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(10 * HOUR).await;
    let before = scene.engine.checks().unwrap();
    let polls = u32::try_from(scene.wire.to("/v1/poll").len()).unwrap();
    assert_eq!((before.polls.wakeups, before.polls.requests), (polls, polls));
    assert!(before.live.wakeups >= 5, "the heartbeats of the first minutes woke it too: {before:?}");
    assert_eq!(before.today.requests, before.polls.requests + before.live.requests + before.rounds.requests);
    scene.restart().await;
    let after = scene.engine.checks().unwrap();
    assert_eq!((after.polls, after.last_checked_at), (before.polls, before.last_checked_at));
    scene.engine.set_presence(Presence::Away);
    scene.pass(6 * HOUR).await;
    let tomorrow = scene.engine.checks().unwrap();
    assert!(tomorrow.polls.requests < 10, "a new day begins with nothing: {tomorrow:?}");
}

/// A phone's system, which notes what it was asked.
#[derive(Default)]
struct Phone(Mutex<Vec<Duration>>);

impl Background for Phone {
    fn schedule(&self, earliest: Duration) {
        self.0.lock().unwrap().push(earliest);
    }
}

async fn phone() -> (Arc<Phone>, Scene) {
    let phone = Arc::new(Phone::default());
    let scene = Scene::with(0, |config| config.background = Some(Arc::clone(&phone) as _)).await;
    scene.engine.set_presence(Presence::Away);
    scene.pass(HOUR).await;
    (phone, scene)
}

#[tokio::test(start_paused = true)]
async fn a_phone_is_woken_by_its_system_and_by_nothing_else() {
    let (phone, scene) = phone().await;
    scene.pass(12 * HOUR).await;
    assert_eq!(scene.polls(), 0, "the loop leaves it to the system");
    let asked = phone.0.lock().unwrap().clone();
    assert_eq!(asked.len(), 1);
    assert!((12 * MINUTE..=18 * MINUTE).contains(&asked[0]), "{asked:?}");

    let rounds = scene.rounds();
    let outcome = scene.engine.background_check(Duration::from_secs(25)).await;
    assert_eq!((outcome.found, outcome.notices.len(), scene.polls()), (Found::Nothing, 0, 1));
    assert_eq!(scene.rounds(), rounds);
    assert_eq!(phone.0.lock().unwrap().len(), 2, "and asks to be woken again");
}

#[tokio::test(start_paused = true)]
async fn what_a_check_found_comes_back_to_be_shown() {
    let (_phone, scene) = phone().await;
    scene.notify(1, 1, Category::Message, false);
    let outcome = scene.engine.background_check(Duration::from_secs(25)).await;
    assert_eq!(outcome.found, Found::Something);
    assert_eq!(outcome.notices.iter().map(|notice| notice.body.as_str()).collect::<Vec<_>>(), ["1通目です"]);
    assert!(scene.shown.take().is_empty(), "the system shows it, not the app");
}

#[tokio::test(start_paused = true)]
async fn a_check_sends_what_waits() {
    let (_phone, scene) = phone().await;
    let base = json!({ "text": "", "visibility": [] });
    let value = json!({ "text": "営業", "visibility": [] });
    ask(&scene.engine, "set_field", json!({ "field": "headline", "base": base, "value": value })).await;
    scene.pass(MINUTE).await;
    let tried = scene.wire.sent("/v1/ops").len();
    let outcome = scene.engine.background_check(Duration::from_secs(25)).await;
    assert_eq!(outcome.found, Found::Unfinished, "the server does not take it");
    assert!(scene.wire.sent("/v1/ops").len() > tried);
}

#[tokio::test(start_paused = true)]
async fn a_check_ends_in_time() {
    let (_phone, scene) = phone().await;
    scene.inbox(1, 1);
    scene.notify(1, 1, Category::Message, false);
    // The own scope comes, and then nothing more: the notification is there, its conversation is not.
    scene.stall_after_own();
    let begun = Instant::now();
    let outcome = scene.engine.background_check(Duration::from_secs(25)).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(25));
    assert_eq!(
        (outcome.found, outcome.notices.len(), outcome.unread),
        (Found::Unfinished, 1, 1),
        "it is told all the same"
    );
    let outcome = scene.engine.background_check(Duration::from_secs(25)).await;
    assert_eq!(outcome.found, Found::Unfinished, "what was not read to its end is asked for again");
}

#[tokio::test(start_paused = true)]
async fn the_number_outside_is_that_of_the_list() {
    let scene = Scene::new(0).await;
    assert_eq!(scene.shown.numbers(), [0]);
    scene.inbox(1, 3);
    scene.inbox(2, 1);
    scene.engine.check_now().unwrap();
    scene.pass(MINUTE).await;
    let sum: u64 = {
        let inbox = ask(&scene.engine, "inbox", Value::Null).await;
        inbox.as_array().unwrap().iter().map(|row| row["unread"].as_u64().unwrap()).sum()
    };
    assert_eq!((scene.shown.numbers(), sum), (vec![0, 4], 4), "told once, since nothing else has changed it");
}
