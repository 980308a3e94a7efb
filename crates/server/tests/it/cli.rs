//! The command line.

use std::{path::Path, process::Command};

pub const BINARY: &str = env!("CARGO_BIN_EXE_resumex-server");

/// Runs a command on a data folder; what it printed.
pub fn run(args: &[&str], data: &Path) -> String {
    let output = Command::new(BINARY).args(args).arg("--data").arg(data).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn fails(args: &[&str]) -> String {
    let output = Command::new(BINARY).args(args).output().unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

fn create(data: &Path) -> String {
    let args = [
        "org",
        "create",
        "--name",
        "うみかぜ精機",
        "--kana",
        "ウミカゼセイキ",
        "--kind",
        "company",
        "--organizer-mail",
        "misaki@example.test",
        "--organizer-family",
        "高梨",
        "--organizer-given",
        "美咲",
    ];
    run(&args, data)
}

#[test]
fn an_organization_and_its_members_are_made() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("new/folder");
    let created = create(&data);
    let org = created.lines().find_map(|line| line.strip_prefix("organization ")).unwrap();
    assert!(created.contains("\ninvitation http://127.0.0.1:8080/join\n"), "{created}");
    let add = |mail: &str| {
        let args = [
            "member",
            "add",
            "--org",
            org,
            "--mail",
            mail,
            "--family",
            "佐倉",
            "--given",
            "花子",
            "--family-kana",
            "サクラ",
            "--given-kana",
            "ハナコ",
            "--status",
            "alumnus",
        ];
        run(&args, &data)
    };
    let first = add("hanako@example.test");
    assert!(first.starts_with("person "), "{first}");
    assert_eq!(add(" Hanako@Example.Test"), first, "the same address is the same person");
    let unit = run(&["unit", "add", "--org", org, "--name", "制御技術部"], &data);
    let unit = unit.strip_prefix("unit ").unwrap().trim();
    let part = run(&["unit", "add", "--org", org, "--name", "第二課", "--parent", unit], &data);
    let part = part.strip_prefix("unit ").unwrap().trim();
    let args = [
        "member",
        "add",
        "--org",
        org,
        "--mail",
        "kenta@example.test",
        "--family",
        "水沢",
        "--given",
        "健太",
        "--status",
        "current",
        "--unit",
        part,
        "--cohort",
        "2017",
        "--title",
        "主任",
    ];
    let kenta = run(&args, &data);
    let args = ["member", "status", "--org", org, "--mail", "kenta@example.test", "--status", "alumnus"];
    assert_eq!(run(&args, &data), kenta, "the same person with another status");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&data).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "the folder is its owner's alone: {mode:o}");
    }
    run(&["new-epoch"], &data);
}

#[test]
fn what_cannot_be_done_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    create(folder.path());
    let nowhere = uuid::Uuid::from_u128(1).to_string();
    let add = |org: &str, mail: &str| {
        let args = [
            "member", "add", "--data", data, "--org", org, "--mail", mail, "--family", "佐倉", "--given", "花子",
            "--status", "alumnus",
        ];
        fails(&args)
    };
    assert!(add(&nowhere, "hanako@example.test").contains("no organisation"), "an unknown organisation");
    assert!(add(&nowhere, "hanako").contains("no mail address"));
    let unit = ["unit", "add", "--data", data, "--org", &nowhere, "--name", "開発部"];
    assert!(fails(&unit).contains("no organisation"), "an unknown organisation");
    let status =
        ["member", "status", "--data", data, "--org", &nowhere, "--mail", "x@example.test", "--status", "alumnus"];
    assert!(fails(&status).contains("x@example.test"), "nobody has the address");
    let open = fails(&["serve", "--data", data, "--listen", "0.0.0.0:0", "--demo"]);
    assert!(open.contains("--tls-cert"), "without TLS only on loopback: {open}");
    assert!(fails(&["serve", "--data", data, "--listen", "127.0.0.1:0"]).contains("--smtp"));
    assert!(fails(&["serve", "--data", data, "--demo", "--tls-cert", "x"]).contains("--tls-key"));
}

#[test]
fn the_description_is_printed() {
    let output = Command::new(BINARY).arg("openapi").output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
}
