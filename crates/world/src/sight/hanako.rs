//! What Hanako does: sets values, each with a text of its own, and says who of which organisation sees them.

use serde_json::{Value, json};

use super::{
    Play,
    cast::{Cast, Who},
};
use crate::{Chance, Device};

/// Entries of one kind that a device adds: a card shows five former names at most, and the oracle counts none.
const MOST_OF_A_KIND: usize = 2;
/// The lists of a profile, by their names in the profile and in an entry.
const LISTS: [(&str, &str); 4] =
    [("skills", "skill"), ("contacts", "contact"), ("former_names", "former_name"), ("work", "work")];

impl Play {
    pub(super) async fn hanako_acts(&mut self, device: &Device) -> String {
        match self.chance.below(20) {
            0..=3 => self.sets_a_value(device).await,
            4..=8 => self.changes_an_entry(device).await,
            9..=11 => self.changes_a_rule(device).await,
            12..=14 => self.shows_or_hides_her_name(device).await,
            15 | 16 => self.blocks_or_unblocks(device, &[Who::Ren, Who::Mika]).await,
            _ => self.answers(device).await,
        }
    }

    /// One thing of each kind.
    pub(super) async fn begins_to_show(&mut self, device: &Device) -> String {
        let mut told = Vec::new();
        for field in ["headline", "summary"] {
            let (text, rules) = (self.mark(), self.rules());
            told.push(set_field(device, field, Some(&text), &rules).await);
        }
        for (_, kind) in LISTS {
            let (body, rules) = (self.entry(kind, None), self.rules());
            told.push(add(device, &body, &rules).await);
        }
        told.push(set_field(device, "family_name", None, &listed(&self.shared.cast)).await);
        told.join(", ")
    }

    async fn sets_a_value(&mut self, device: &Device) -> String {
        let field = *self.chance.pick(&["headline", "summary", "latin_name"]);
        let text = if self.chance.one_in(8) { String::new() } else { self.mark() };
        let rules = self.rules();
        set_field(device, field, Some(&text), &rules).await
    }

    async fn shows_or_hides_her_name(&mut self, device: &Device) -> String {
        let listed = listed(&self.shared.cast);
        let profile = device.ask("profile", Value::Null).await;
        let shown = profile["fields"].as_array().unwrap().iter().find(|shown| shown["field"] == "family_name").unwrap();
        let is_listed = shown["visibility"].as_array().unwrap().len() == 2;
        let rules = if is_listed { self.rules() } else { listed };
        set_field(device, "family_name", None, &rules).await
    }

    /// Only who sees it: the text stays.
    async fn changes_a_rule(&mut self, device: &Device) -> String {
        let rules = self.rules();
        if self.chance.one_in(2) {
            let field = *self.chance.pick(&["headline", "summary", "latin_name", "affiliation"]);
            return set_field(device, field, None, &rules).await;
        }
        let (_, rows) = self.a_list(device).await;
        if rows.is_empty() {
            return "nothing to change".to_owned();
        }
        let row = self.chance.pick(&rows).clone();
        edit(device, &row, &row["body"], &rules).await
    }

    async fn changes_an_entry(&mut self, device: &Device) -> String {
        let (kind, rows) = self.a_list(device).await;
        let rules = self.rules();
        let what = if rows.len() < MOST_OF_A_KIND { self.chance.below(3) } else { self.chance.below(2) };
        if rows.is_empty() || what == 2 {
            let body = self.entry(kind, None);
            return add(device, &body, &rules).await;
        }
        let row = self.chance.pick(&rows).clone();
        if what == 1 {
            return format!(
                "remove {} {:?}",
                row["body"],
                device.call("remove_row", json!({ "row": row["row"] })).await
            );
        }
        let body = self.entry(kind, Some(&row["body"]));
        edit(device, &row, &body, &rules).await
    }

    /// One of her lists, as the device shows it.
    async fn a_list(&mut self, device: &Device) -> (&'static str, Vec<Value>) {
        let (list, kind) = *self.chance.pick(&LISTS);
        let profile = device.ask("profile", Value::Null).await;
        (kind, profile[list].as_array().unwrap().clone())
    }

    fn entry(&mut self, kind: &str, before: Option<&Value>) -> Value {
        let (one, other) = (self.mark(), self.mark());
        // Each work begins in a month of its own, so that there is always one begun last.
        let month = format!("{:04}-{:02}", 1950 + self.marks / 12, 1 + self.marks % 12);
        match kind {
            "skill" => json!({ "type": kind, "name": one, "note": other }),
            "contact" => json!({ "type": kind, "contact": "phone", "value": one, "label": other }),
            "former_name" => json!({ "type": kind, "family": one, "family_kana": other }),
            _ => json!({ "type": kind, "employer": one, "title": other, "description": self.mark(), "to": null,
                         "from": before.map_or(json!(month), |before| before["from"].clone()) }),
        }
    }

    /// Blocks somebody, mostly only to let them exist again soon: who is blocked has little to see.
    pub(super) async fn blocks_or_unblocks(&mut self, device: &Device, whom: &[Who]) -> String {
        let cast = &self.shared.cast;
        let settings = device.ask("settings", Value::Null).await;
        let blocks = settings["blocks"].as_array().unwrap();
        let is_blocked = |who: &Who| blocks.iter().any(|block| block["person"] == *cast.id(*who));
        if let Some(who) = whom.iter().find(|who| is_blocked(who)) {
            device.ask("unblock", json!({ "person": cast.id(*who) })).await;
            return format!("unblock {who:?}");
        }
        let who = *self.chance.pick(whom);
        device.ask("block", json!({ "organization": cast.company, "person": cast.id(who) })).await;
        format!("block {who:?}")
    }

    /// Accepts or declines; what was declined can be accepted later.
    async fn answers(&mut self, device: &Device) -> String {
        let inbox = device.ask("inbox", Value::Null).await;
        let asking = inbox.as_array().unwrap().iter();
        let asking: Vec<&Value> =
            asking.filter(|row| row["standing"] == "asking" || row["standing"] == "declined_by_me").collect();
        if asking.is_empty() {
            return "nobody asks".to_owned();
        }
        let (row, accept) = (*self.chance.pick(&asking), !self.chance.one_in(4));
        let params = json!({ "conversation": row["conversation"], "accept": accept });
        let outcome = device.call("answer_request", params).await;
        // At once, so that nothing else goes with it that would have the same cards written.
        format!("answer {} {accept} {outcome:?}, sync {}", row["with"]["person"], device.sync().await)
    }

    /// Who of which organisation sees something.
    pub(super) fn rules(&mut self) -> Value {
        let Self { chance, shared, .. } = self;
        let cast = &shared.cast;
        let mut rules = Vec::new();
        if !chance.one_in(6) {
            let people = [Who::Ren, Who::Mika, Who::Sora, Who::Kenta].map(|who| cast.id(who));
            rules.push(rule(chance, &cast.company, &people, &cast.units));
        }
        if chance.one_in(2) {
            rules.push(rule(chance, &cast.school, &[cast.id(Who::Jun)], &[]));
        }
        json!(rules)
    }
}

fn listed(cast: &Cast) -> Value {
    let members = |organization: &str| json!({ "organization": organization, "audience": "members" });
    json!([members(&cast.company), members(&cast.school)])
}

fn rule(chance: &mut Chance, organization: &str, people: &[&str], units: &[String]) -> Value {
    let audience = match chance.below(3) {
        0 => "members",
        1 => "connections",
        _ => *chance.pick(&["members", "alumni", "current", "candidates", "organizers"]),
    };
    let mut rule = json!({ "organization": organization, "audience": audience });
    if chance.one_in(4) {
        rule["hidden_from_organizers"] = json!(true);
    }
    if chance.one_in(3) {
        rule["excluded_people"] = json!([chance.pick(people)]);
    }
    if !units.is_empty() && chance.one_in(3) {
        rule["excluded_units"] = json!([chance.pick(units)]);
    }
    rule
}

/// Sets a value; without a text it stays as it is.
async fn set_field(device: &Device, field: &str, text: Option<&str>, rules: &Value) -> String {
    let profile = device.ask("profile", Value::Null).await;
    let shown = profile["fields"].as_array().unwrap().iter().find(|shown| shown["field"] == field).unwrap();
    let base = json!({ "text": shown["text"], "visibility": shown["visibility"] });
    let text = text.map_or(shown["text"].clone(), |text| json!(text));
    if field == "family_name" && text == "" {
        // Of a scope that must be read anew nothing is there until it has come, and the wire has broken just then.
        return "her profile is not there".to_owned();
    }
    let params = json!({ "field": field, "base": base, "value": { "text": text, "visibility": rules } });
    assert_eq!(device.call("set_field", params).await, Ok(Value::Null), "{}: an edit is always taken", device.name);
    format!("set {field} {text} {rules}")
}

pub(super) async fn add(device: &Device, body: &Value, rules: &Value) -> String {
    device.ask("add_row", json!({ "value": { "body": body, "visibility": rules } })).await;
    format!("add {body} {rules}")
}

async fn edit(device: &Device, row: &Value, body: &Value, rules: &Value) -> String {
    let params = json!({ "row": row["row"], "base": { "body": row["body"], "visibility": row["visibility"] },
                         "value": { "body": body, "visibility": rules } });
    format!("edit {body} {rules} {:?}", device.call("edit_row", params).await)
}
