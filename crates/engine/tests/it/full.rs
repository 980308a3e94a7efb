//! A device whose disk is full: it says so, loses nothing, and goes on when there is room. In a process of its own, with a
//! small disk in memory that goes with it.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use engine::{Engine, Keystore};
use serde_json::{Value, json};

use crate::{
    ORGANIZATION, ask, config,
    keystore::Bench,
    opening::{Watch, key_of},
    phase, sign_in,
};

/// Set: this is the process with the small disk, and the disk is here.
const DISK: &str = "ENGINE_TEST_DISK";
const PAGE: u64 = 4096;

/// The small disk, in the process that has one. In any other the test is run again in such a process: none.
#[expect(clippy::print_stdout, reason = "who runs the tests is told what was left out")]
fn disk(test: &str) -> Option<PathBuf> {
    if let Some(disk) = env::var_os(DISK) {
        return Some(disk.into());
    }
    let dir = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size=4m,mode=700 none '{}'", dir.path().display());
    let run = |kind: &str, command: &str| {
        let mut unshare = Command::new("unshare");
        unshare.args([kind, "sh", "-c", command, "sh"]).arg(env::current_exe().unwrap()).env(DISK, dir.path());
        unshare.status().is_ok_and(|status| status.success())
    };
    let Some(kind) = ["-m", "-Urm"].into_iter().find(|kind| run(kind, &mount)) else {
        println!("{test} is left out: this system gives no small disk");
        return None;
    };
    assert!(run(kind, &format!("{mount} && exec \"$1\" {test} --exact --nocapture")), "it failed on the small disk");
    None
}

/// Takes all the room there is, but so many pages.
fn fill(disk: &Path, pages: u64) {
    let mut ballast = fs::File::create(disk.join("ballast")).unwrap();
    let block = vec![7; PAGE as usize];
    while ballast.write_all(&block).is_ok() {}
    let taken = ballast.metadata().unwrap().len() / PAGE * PAGE;
    ballast.set_len(taken - pages * PAGE).unwrap();
}

fn make_room(disk: &Path) {
    fs::remove_file(disk.join("ballast")).unwrap();
}

#[tokio::test(start_paused = true)]
async fn opened_on_a_full_disk_it_says_so_and_opens_when_there_is_room() {
    let Some(disk) = disk("full::opened_on_a_full_disk_it_says_so_and_opens_when_there_is_room") else { return };
    let bench = Bench::new();
    let config = || {
        let mut config = config(&disk.join("app"), &bench.wire, Arc::clone(&bench.keystore) as Arc<dyn Keystore>);
        config.device_name = "small".into();
        config
    };
    let mut full = 0;
    for pages in 0.. {
        fill(&disk, pages);
        let engine = Engine::open(config());
        let is_open = phase(&engine).await == "signed_out";
        if !is_open {
            full += 1;
            assert_eq!(phase(&engine).await, "disk_full", "with {pages} pages");
            // The log of what was tried goes into its file when that is closed: there may just be room now.
            if let Err(failure) = engine.rpc("unlock", Value::Null).await {
                assert_eq!(serde_json::to_value(failure.code).unwrap(), "disk_full", "with {pages} pages");
            }
            let watch = Watch::run(&engine);
            make_room(&disk);
            watch.until_phase("signed_out").await;
            watch.end().await;
        } else {
            make_room(&disk);
        }
        drop(engine);
        let key = key_of(&bench);
        assert!(store::check(&disk.join("app"), &key).unwrap().is_empty(), "with {pages} pages");
        // As at the first start, and with the key of it.
        fs::remove_dir_all(disk.join("app")).unwrap();
        if is_open {
            break;
        }
    }
    assert!(full > 10, "it was tried at {full} places");
}

#[tokio::test]
async fn what_finds_no_room_is_refused_and_nothing_before_it_is_lost() {
    let Some(disk) = disk("full::what_finds_no_room_is_refused_and_nothing_before_it_is_lost") else { return };
    let bench = Bench::new();
    let config = || config(&disk.join("app"), &bench.wire, Arc::clone(&bench.keystore) as Arc<dyn Keystore>);
    let engine = Engine::open(config());
    sign_in(&engine, &bench.wire).await;
    let desk = json!({ "organization": ORGANIZATION, "person": null });
    let conversation = ask(&engine, "start_desk", desk).await["conversation"].clone();
    let message = |body: &str| json!({ "conversation": conversation, "body": body });
    let page = json!({ "conversation": conversation, "before": null, "limit": 200 });
    fill(&disk, 60);
    let mut sent = Vec::new();
    loop {
        let body = format!("{}通目", sent.len() + 1);
        match engine.rpc("send_message", message(&body)).await {
            Ok(_) => sent.push(body),
            Err(failure) => {
                assert_eq!(serde_json::to_value(failure.code).unwrap(), "disk_full", "after {}", sent.len());
                break;
            }
        }
    }
    assert!(sent.len() < 200, "there was no room for so much");
    let bodies = async |engine: &Engine| -> Vec<String> {
        let items = ask(engine, "conversation", page.clone()).await["items"].clone();
        items.as_array().unwrap().iter().map(|item| item["body"].as_str().unwrap().to_owned()).collect()
    };
    make_room(&disk);
    assert_eq!(bodies(&engine).await, sent, "what was taken is shown");
    ask(&engine, "send_message", message("また書ける")).await;
    sent.push("また書ける".into());
    assert_eq!(bodies(&engine).await, sent);
    drop(engine);
    assert_eq!(bodies(&Engine::open(config())).await, sent, "and is there at the next start");
}
