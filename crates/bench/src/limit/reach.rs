//! A message from one to another, bare: TCP to a server, a durable insert there, TCP to the other one.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    time::{Duration, Instant},
};

use rusqlite::params;

use super::server_file;

/// How long each of so many messages of so many bytes takes. The file has the one table that is written.
pub fn times(file: &Path, count: usize, bytes: usize) -> Vec<Duration> {
    let db = server_file(file);
    db.execute_batch("CREATE TABLE record (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT").unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = std::thread::spawn(move || {
        let mut from = listener.accept().unwrap().0;
        let mut to = listener.accept().unwrap().0;
        let mut insert = db.prepare("INSERT INTO record (body) VALUES (?1)").unwrap();
        let mut body = vec![0; bytes];
        while from.read_exact(&mut body).is_ok() {
            insert.execute(params![std::str::from_utf8(&body).unwrap()]).unwrap();
            to.write_all(&body).unwrap();
        }
    });
    let mut a = TcpStream::connect(address).unwrap();
    let mut b = TcpStream::connect(address).unwrap();
    a.set_nodelay(true).unwrap();
    let (body, mut came) = (vec![b'x'; bytes], vec![0; bytes]);
    let times = (0..count).map(|_| {
        let begun = Instant::now();
        a.write_all(&body).unwrap();
        b.read_exact(&mut came).unwrap();
        begun.elapsed()
    });
    let times = times.collect();
    drop(a);
    server.join().unwrap();
    times
}
