//! The page of a person, as a device gets it when it is opened.

use domain::page::{PageRow, PersonPage};

use super::{ROW, check, example::rows, object::card};

#[test]
fn person_pages() {
    let at = Some(1_699_920_000_000);
    let full = PersonPage {
        card: card(),
        summary: "一行目\n二行目".to_owned(),
        photo: "/9j/2Q==".to_owned(),
        title: "課長".to_owned(),
        rows: rows().into_iter().map(|value| PageRow { row: ROW, body: value.body, confirmed_at: at }).collect(),
        confirmed_at: at,
    };
    let body = rows().swap_remove(0).body;
    let bare = PersonPage {
        summary: String::new(),
        photo: String::new(),
        title: String::new(),
        rows: vec![PageRow { row: ROW, body, confirmed_at: None }],
        confirmed_at: None,
        ..full.clone()
    };
    check("person_page.json", &vec![full, bare]);
}
