//! `demo`: the real server with a small world, and the app signed in to it.

use crate::{build, place, run, setup};
use std::{
    fs,
    io::Write,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

/// Two people of the demo world; the app signs in as the first.
const PEOPLE: [&str; 2] = ["hanako@example.test", "kenta@example.test"];

pub fn run(arguments: &[String]) -> Result<(), String> {
    let known = ["--no-window", "--fresh"];
    if let Some(other) = arguments.iter().find(|argument| !known.contains(&argument.as_str())) {
        return Err(format!("cargo xtask demo [--no-window] [--fresh]; not {other}"));
    }
    let given = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let windowed = place::has_display() && !given("--no-window");

    told("Looking for what the machine still lacks");
    setup::run(setup::For::Running)?;
    told("Building the pages");
    build::pages()?;
    told("Building the server and the app (the first time takes some minutes)");
    build::programs("embedded-ui,demo")?;

    let folder = place::target().join("demo");
    if given("--fresh") {
        let _ = fs::remove_dir_all(&folder);
    }
    let mut server = Server::start(&folder)?;
    if windowed { window(&mut server, &folder) } else { browser(&mut server, &folder) }
}

/// The app in a window of its own, until the window is closed.
fn window(server: &mut Server, folder: &Path) -> Result<(), String> {
    told(&format!("Opening the app, signed in as {}. Close its window to end the demo.", PEOPLE[0]));
    let mut command =
        run::command(place::program("resumex"), &["--demo-sign-in", &server.address, PEOPLE[0]], place::root());
    command.env("RESUMEX_DIR", folder.join("app")).stdin(Stdio::piped());
    let mut app = run::Group::start(&mut command)?;
    let mut input = app.input();
    while !app.has_ended() {
        server.check()?;
        if let Ok(code) = server.codes.recv_timeout(Duration::from_millis(100))
            && let Some(input) = input.take_if(|_| code.address == PEOPLE[0]).as_mut()
        {
            let _ = writeln!(input, "{}", code.digits);
        }
    }
    app.wait()?;
    told("The window is closed; the demo has ended.");
    Ok(())
}

/// The same app served to a browser, until Ctrl-C.
fn browser(server: &mut Server, folder: &Path) -> Result<(), String> {
    let dir = folder.join("browser");
    let mut command =
        run::command(place::program("resumex-devhost"), &["--ui", "ui/dist", "--port", "0", "--dir"], place::root());
    command.arg(dir).stdout(Stdio::piped());
    let mut devhost = run::Group::start(&mut command)?;
    let mut lines = devhost.lines().ok_or("the devhost says nothing")?;
    let open = lines.by_ref().find_map(|line| line.strip_prefix("open ").map(str::to_owned));
    let open = open.ok_or("the devhost ended before it was ready")?;
    thread::spawn(move || lines.for_each(|line| println!("{line}")));
    told("The app is ready. There is no display here, so it is served to a browser:");
    println!("\n   {open}\n");
    println!("   server        {}", server.address);
    println!("   sign in as    {}", PEOPLE.join("  or  "));
    println!("   the code      is shown here when you ask for it\n");
    println!("   The address works once. Ctrl-C ends the demo.\n");
    while !devhost.has_ended() {
        server.check()?;
        thread::sleep(Duration::from_millis(100));
    }
    devhost.wait()
}

struct Code {
    address: String,
    digits: String,
}

struct Server {
    group: run::Group,
    address: String,
    codes: Receiver<Code>,
}

impl Server {
    /// Starts on the port of the last time, since the app remembers its server by it; the world is made the first time.
    fn start(folder: &Path) -> Result<Server, String> {
        let data = folder.join("server");
        let port_file = folder.join("port");
        let before = fs::read_to_string(&port_file).ok().and_then(|port| port.trim().parse::<u16>().ok());
        let port = before.filter(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
        if port.is_none() || !data.is_dir() {
            let _ = fs::remove_dir_all(folder);
            fs::create_dir_all(&data).map_err(|error| format!("{}: {error}", data.display()))?;
            told("Making a small world");
            run::to_end(server_command(&["demo-world"], &data))?;
        }
        told("Starting the server");
        let mut command =
            server_command(&["serve", "--demo", "--listen", &format!("127.0.0.1:{}", port.unwrap_or(0))], &data);
        let log: PathBuf = folder.join("server.log");
        let log = fs::File::create(&log).map_err(|error| format!("{}: {error}", log.display()))?;
        command.stdout(Stdio::piped()).stderr(log);
        let mut group = run::Group::start(&mut command)?;
        let mut lines = group.lines().ok_or("the server says nothing")?;
        let address = lines.by_ref().find_map(|line| line.strip_prefix("listening on ").map(str::to_owned));
        let address = address
            .ok_or_else(|| format!("the server ended before it was ready; see {}/server.log", folder.display()))?;
        if let Some((_, port)) = address.rsplit_once(':') {
            let _ = fs::write(&port_file, port);
        }
        let (sender, codes) = channel();
        thread::spawn(move || lines.for_each(|line| hear(&line, &sender)));
        Ok(Server { group, address, codes })
    }

    fn check(&mut self) -> Result<(), String> {
        if self.group.has_ended() { Err("The server has ended.".to_owned()) } else { Ok(()) }
    }
}

fn server_command(arguments: &[&str], data: &Path) -> std::process::Command {
    let mut command = run::command(place::program("resumex-server"), arguments, place::root());
    command.arg("--data").arg(data);
    command
}

fn hear(line: &str, codes: &Sender<Code>) {
    println!("   {line}");
    if let Some(code) = read_code(line) {
        let _ = codes.send(code);
    }
}

/// `sign-in code for ADDRESS: 123456`
fn read_code(line: &str) -> Option<Code> {
    let (address, digits) = line.strip_prefix("sign-in code for ")?.rsplit_once(": ")?;
    Some(Code { address: address.to_owned(), digits: digits.to_owned() })
}

fn told(what: &str) {
    println!("── {what}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_read_from_what_the_server_says() {
        let code = read_code("sign-in code for hanako@example.test: 123456").unwrap();
        assert_eq!((code.address.as_str(), code.digits.as_str()), ("hanako@example.test", "123456"));
        assert!(read_code("listening on http://127.0.0.1:8080").is_none());
    }
}
