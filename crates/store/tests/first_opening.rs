//! In a process of its own: SQLCipher is initialised once in each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    sync::{Arc, Barrier},
    thread,
};

use store::{Key, Store};

#[test]
fn threads_may_open_their_first_files_at_the_same_moment() {
    const THREADS: usize = 32;
    let together = Arc::new(Barrier::new(THREADS));
    let open = |_| {
        let together = Arc::clone(&together);
        thread::spawn(move || {
            let dir = tempfile::tempdir().unwrap();
            together.wait();
            let (store, _) = Store::open(dir.path(), Key::new([7; 32]), |_| {}).unwrap();
            store.read(|_| Ok(())).unwrap();
        })
    };
    let threads: Vec<_> = (0..THREADS).map(open).collect();
    for each in threads {
        each.join().unwrap();
    }
}
