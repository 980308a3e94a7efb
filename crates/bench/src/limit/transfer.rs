//! Bare transfer over loopback, uncompressed, and reading of each line.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    time::{Duration, Instant},
};

use domain::wire::SyncLine;

/// Carries lines from one thread to another through a socket, and reads each as what it is.
pub fn and_parse(lines: &[Vec<u8>]) -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let body: Vec<u8> = lines.concat();
    let sender = std::thread::spawn(move || {
        let (mut to, _) = listener.accept().unwrap();
        to.write_all(&body).unwrap();
    });
    let begun = Instant::now();
    let mut from = BufReader::with_capacity(64 << 10, TcpStream::connect(address).unwrap());
    let (mut line, mut count) = (Vec::new(), 0);
    while from.read_until(b'\n', &mut line).unwrap() > 0 {
        let read: SyncLine = serde_json::from_slice(&line).unwrap();
        count += usize::from(!matches!(read, SyncLine::Broken { .. }));
        line.clear();
    }
    let took = begun.elapsed();
    sender.join().unwrap();
    assert_eq!(count, lines.len());
    took
}
