//! W4: the newest 20 of 100,000 messages by what stands in them, beside a look at every text.

use std::time::Instant;

use domain::{record::Message, text::fold};
use memchr::memmem;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::Bench;
use crate::{
    Place, Process,
    table::{Figure, Goal, at_part, sorted},
};

/// What is asked for: how often it is there, and the terms.
const ASKED: &[(&str, &[&str])] = &[
    ("common, 2 characters", &["面接", "育児", "復職", "年金", "保険", "起業", "税務", "介護", "写真", "部署"]),
    (
        "common, 4 characters",
        &[
            "育児休業",
            "職場復帰",
            "在宅勤務",
            "復職支援",
            "情報共有",
            "健康診断",
            "新規事業",
            "品質保証",
            "中途採用",
            "週三勤務",
        ],
    ),
    (
        "common, English",
        &["mentor", "interview", "parental", "reunion", "database", "mobile", "patent", "security", "salary", "remote"],
    ),
    ("rare", &["麻酔", "養蜂", "臨床検査", "宇宙工学", "zeitgeist", "apiculture"]),
    ("absent", &["鯨油", "深海漁業", "xylophone"]),
];

/// The call that the screen makes, from the store alone (W4), in turns with a scan of the texts, folded and in memory already.
pub fn measure(bench: &mut Bench) -> Vec<Figure> {
    let (folder, runs) = (bench.folder().to_owned(), bench.runs);
    let synced = bench.synced();
    let _site = synced.site(&folder);
    let place = Place::copy_of(&folder, &synced.place);
    let texts = texts(&synced.cache());
    let mut device = Process::start(&place);
    let mut figures = Vec::new();
    for (kind, terms) in ASKED {
        let calls = Value::Array(terms.iter().map(|term| call(term)).collect());
        let (mut real, mut limit) = (vec![], vec![]);
        for run in 0..=runs * 5 {
            let times = device.ask("host.times", &calls);
            let scans: Vec<f64> = terms.iter().map(|term| scan(&texts, term)).collect();
            // The first run fills the caches of both.
            if run > 0 {
                real.extend(times.as_array().unwrap().iter().map(|time| time.as_f64().unwrap() / 1e6));
                limit.extend(scans);
            }
        }
        let [real, limit] = [&real, &limit].map(|times| sorted(times));
        let p99 = vec![at_part(&real, 0.99)];
        figures.push(Figure::new(format!("W4 {kind}, p99"), "ms", p99.clone(), vec![], Goal::AtMost(0.5)));
        let scan = vec![at_part(&limit, 0.5)];
        figures.push(Figure::new(format!("W4 {kind}, p99 beside a scan"), "ms", p99, scan, Goal::Times(0.1)));
    }
    device.end();
    figures
}

fn call(term: &str) -> Value {
    json!({ "call": "search", "with": {
        "text": term, "kinds": ["messages"], "with": null, "from": null, "to": null, "order": "newest", "before": null,
        "limit": 20,
    } })
}

/// Every text of the device, folded.
fn texts(cache: &Connection) -> Vec<String> {
    let mut statement = cache.prepare("SELECT server FROM message WHERE server IS NOT NULL").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|row| fold(&serde_json::from_str::<Message>(&row.unwrap()).unwrap().body)).collect()
}

/// Milliseconds of a look at every text.
fn scan(texts: &[String], term: &str) -> f64 {
    let folded = fold(term);
    let finder = memmem::Finder::new(&folded);
    let begun = Instant::now();
    let found = texts.iter().filter(|text| finder.find(text.as_bytes()).is_some()).count();
    let took = begun.elapsed();
    assert!(found <= texts.len());
    took.as_secs_f64() * 1e3
}
