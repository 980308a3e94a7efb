//! W2: one row in a hundred has changed since the device was last there.

use std::{
    collections::{HashMap, HashSet},
    fs,
};

use domain::{
    Intent, MessageId, OfferId, Op, PersonId, Visibility,
    record::{FieldValue, ProfileField},
    wire::SyncLine,
};
use serde_json::Value;

use super::{Bench, Synced, answered_ms, cache, ms};
use crate::{
    Place, Process,
    device::recorded,
    generate::{ChangedRow, Generator},
    limit::{insert, transfer},
    site::fresh,
    table::{Figure, Goal},
    world::{World, headline, offer_value},
};

/// Time, and bytes on the wire.
pub fn measure(bench: &mut Bench) -> Vec<Figure> {
    let ops = ops(&mut bench.generator(), &bench.world());
    let (world, folder, runs) = (bench.world(), bench.folder().to_owned(), bench.runs);
    let synced = bench.synced();
    let key = synced.place.key();

    let recording = folder.join("changed.ndjson");
    let _ = fs::remove_file(&recording);
    let (after, ..) = sync(synced, &folder, &world, &ops, |place| Process::recorded(place, &recording));
    let lines = recorded(&recording);
    let rows = insert::rows(&lines, &insert::scopes(&cache(&after)));
    let changed = changed_bytes(&lines);

    let (mut real, mut limit, mut down) = (vec![], vec![], vec![]);
    for _ in 0..runs {
        let (_, answer, traffic) = sync(synced, &folder, &world, &ops, Process::start);
        real.push(answered_ms(&answer, "us"));
        down.push((traffic.down + traffic.up) as f64);
        let held = Place::copy_of(&folder, &synced.place);
        let written = insert::into_held(&rows, &held.files().join("cache.db"), &key);
        limit.push(ms(written) + ms(transfer::and_parse(&lines)));
    }
    vec![
        Figure::new("W2 1 % changed", "ms", real, limit, Goal::Times(1.5)),
        Figure::new("W2 bytes on the wire over changed bytes", "bytes", down, vec![changed as f64], Goal::Times(1.1)),
    ]
}

/// Changes the world while a device is not there, and has it read what changed.
fn sync(
    synced: &Synced,
    folder: &std::path::Path,
    world: &World,
    ops: &[(PersonId, Op)],
    start: impl FnOnce(&Place) -> Process,
) -> (Place, Value, crate::site::Traffic) {
    let site = synced.site(folder);
    site.carry_out(world, ops.to_vec());
    let place = Place::copy_of(folder, &synced.place);
    let mut device = start(&place);
    let before = site.traffic();
    let answer = device.ask("host.sync", &Value::Null);
    let after = site.traffic();
    device.end();
    (place, answer, after.since(before))
}

/// Names and contents of the messages, cards and offers that changed: not of the inbox rows and notifications that follow.
fn changed_bytes(lines: &[Vec<u8>]) -> usize {
    let of = |line: &Vec<u8>| match serde_json::from_slice(line).unwrap() {
        SyncLine::Put(put) if ["message/", "card/", "offer/"].iter().any(|kind| put.name.starts_with(kind)) => {
            put.name.len() + put.object.get().len()
        }
        _ => 0,
    };
    lines.iter().map(of).sum()
}

/// The generated changes as what people did. Nobody edits a headline or an offer that is not as it stands.
fn ops(generator: &mut Generator, world: &World) -> Vec<(PersonId, Op)> {
    let mut of = HashMap::new();
    generator.messages(|message| {
        of.insert(message.id, world.talk(&message));
    });
    let mut headlines = HashMap::new();
    generator.profiles(|profile| drop(headlines.insert(profile.id, headline(&profile))));
    let mut offers = HashMap::new();
    generator.offers(|offer| drop(offers.insert(offer.id, offer_value(&offer))));
    let (mut ops, mut gone) = (Vec::new(), HashSet::new());
    generator.changes(|change| match change.row {
        ChangedRow::Message(message) => match of.get(&message.id) {
            None => {
                let (author, op) = world.send(&message);
                ops.push((author, op));
            }
            Some(&(conversation, author)) => {
                let edit = Intent::EditMessage { conversation, message: MessageId(message.id), body: message.text };
                ops.push((author, fresh(edit)));
            }
        },
        ChangedRow::Gone { id, .. } if gone.insert(id) => {
            let (conversation, author) = of[&id];
            ops.push((author, fresh(Intent::DeleteMessage { conversation, message: MessageId(id) })));
        }
        ChangedRow::Gone { .. } => {}
        ChangedRow::Profile(profile) => {
            let value = |text| FieldValue { text, visibility: Visibility::members(world.organization) };
            let new = headline(&profile);
            let old = headlines.insert(profile.id, new.clone()).unwrap();
            let edit = Intent::SetField { field: ProfileField::Headline, base: value(old), value: value(new) };
            ops.push((PersonId(profile.id), fresh(edit)));
        }
        ChangedRow::Offer(offer) => {
            let value = offer_value(&offer);
            let base = offers.insert(offer.id, value.clone()).unwrap();
            let (organization, offer) = (world.organization, OfferId(offer.id));
            ops.push((world.desk, fresh(Intent::EditOffer { organization, offer, base, value })));
        }
    });
    ops
}
