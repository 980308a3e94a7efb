//! W1: the first sync, durable and encrypted, with the real engine and the real server over loopback.

use super::{Bench, answered_ms, ms};
use crate::{
    Place, Process,
    device::cpu_ms,
    generate::Size,
    limit::{insert, transfer},
    site::Site,
    table::{Figure, Goal},
    world::ME,
};

/// Time of the whole, time until the first screen can be read, and memory.
pub fn measure(bench: &mut Bench) -> Vec<Figure> {
    let (runs, size) = (bench.runs, bench.size);
    let world = bench.world_file(size);
    let folder = bench.folder().to_owned();
    let synced = bench.synced();
    let (cache, key) = (synced.cache(), synced.place.key());
    let rows = insert::rows(&synced.lines, &insert::scopes(&cache));

    let (mut whole, mut screen, mut peak, mut over) = (vec![], vec![], vec![], vec![]);
    let (mut inserts, mut transfers) = (vec![], vec![]);
    let (mut cpu, mut cpu_limit, mut cpu_server) = (vec![], vec![], vec![]);
    for _ in 0..runs {
        let before = cpu_ms();
        let answer = first_sync(&folder, &world);
        cpu_server.push(cpu_ms() - before);
        cpu.push(answer["cpu_ms"].as_f64().unwrap());
        whole.push(answered_ms(&answer, "us"));
        screen.push(answered_ms(&answer, "screen_us"));
        peak.push(mib(&answer["peak"]));
        over.push(mib(&answer["peak"]) - mib(&answer["rss"]));
        let new = Place::new(&folder);
        std::fs::create_dir_all(new.files()).unwrap();
        let before = cpu_ms();
        inserts.push(ms(insert::into_new(&rows, &cache, &new.files().join("cache.db"), &key)));
        transfers.push(ms(transfer::and_parse(&synced.lines)));
        cpu_limit.push(cpu_ms() - before);
    }
    let limit: Vec<f64> = inserts.iter().zip(&transfers).map(|(insert, transfer)| insert + transfer).collect();
    let half = half(bench, &folder);
    vec![
        Figure::new("W1 first sync with the search index", "ms", whole, limit, Goal::Times(1.1)),
        Figure::new("W1 of the limit: bare insert", "ms", inserts, vec![], Goal::None),
        Figure::new("W1 of the limit: transfer and parse", "ms", transfers, vec![], Goal::None),
        Figure::new("W1 processor time of the device", "ms", cpu, cpu_limit, Goal::None),
        Figure::new("W1 processor time of the server", "ms", cpu_server, vec![], Goal::None),
        Figure::new("W1 first screen readable", "ms", screen, vec![], Goal::AtMost(100.0)),
        Figure::new("W1 peak memory of the core", "MiB", peak.clone(), vec![], Goal::AtMost(64.0)),
        Figure::new("W1 peak memory over the start", "MiB", over, vec![], Goal::None),
        Figure::new("W1 peak memory, all rows over half of them", "MiB", peak, half, Goal::Times(1.1)),
    ]
}

fn first_sync(folder: &std::path::Path, world: &std::path::Path) -> serde_json::Value {
    let site = Site::new(folder, world, 0);
    let place = Place::new(folder);
    let mut device = Process::signed_in(&place, &site, ME);
    let answer = device.ask("host.first_sync", &serde_json::Value::Null);
    device.end();
    answer
}

/// The most memory with half as many rows.
fn half(bench: &Bench, folder: &std::path::Path) -> Vec<f64> {
    let world = bench.world_file(Size::of(bench.size.messages / 2));
    (0..bench.runs).map(|_| mib(&first_sync(folder, &world)["peak"])).collect()
}

fn mib(kib: &serde_json::Value) -> f64 {
    kib.as_f64().unwrap() / 1024.0
}
