//! What Kenta does at the company's desk: says who somebody is, and publishes offers.

use serde_json::{Value, json};

use super::{
    Play,
    cast::{STATUSES, Who},
};
use crate::Device;

impl Play {
    pub(super) async fn kenta_acts(&mut self, device: &Device) -> String {
        if self.chance.one_in(2) {
            self.says_who_somebody_is(device).await
        } else {
            self.works_on_an_offer(device).await
        }
    }

    async fn says_who_somebody_is(&mut self, device: &Device) -> String {
        let cast = &self.shared.cast;
        let params = json!({ "organization": cast.company, "text": "", "units": [], "statuses": [], "offset": 0,
                             "limit": 100 });
        let roster = device.ask("members", params).await;
        let whom = *self.chance.pick(&[Who::Ren, Who::Ren, Who::Mika, Who::Mika, Who::Hanako]);
        let id = self.shared.cast.id(whom).to_owned();
        let member = roster["items"].as_array().unwrap().iter().find(|member| member["person"] == *id).unwrap();
        let mut value = member["value"].clone();
        if whom == Who::Hanako {
            value["title"] = json!(self.mark());
        } else {
            if !self.chance.one_in(3) {
                value["status"] = json!(self.chance.pick(&STATUSES));
            }
            if !self.chance.one_in(3) {
                let units = self.shared.cast.units.iter();
                value["units"] = units.filter(|_| self.chance.one_in(2)).map(|unit| json!(unit)).collect();
            }
            value["role"] = json!(if self.chance.one_in(6) { "organizer" } else { "member" });
        }
        let company = &self.shared.cast.company;
        let params = json!({ "organization": company, "person": id, "base": member["value"], "value": value });
        device.ask("set_member", params).await;
        format!("set {whom:?} {value}")
    }

    async fn works_on_an_offer(&mut self, device: &Device) -> String {
        let company = self.shared.cast.company.clone();
        let there = device.ask("desk_offers", json!({ "organization": company })).await;
        let there = there.as_array().unwrap();
        if there.is_empty() || self.chance.one_in(4) {
            return self.begins_an_offer(device).await;
        }
        let shown = self.chance.pick(there);
        let params = json!({ "organization": company, "offer": shown["item"]["offer"] });
        let draft = shown["item"]["state"] == "draft";
        match self.chance.below(5) {
            0 | 1 => {
                let mut value = self.terms(shown["value"].clone());
                value["title"] = json!(self.mark());
                let mut edit = params;
                (edit["base"], edit["value"]) = (shown["value"].clone(), value.clone());
                device.ask("edit_offer", edit).await;
                format!("edit offer {} for {}", value["title"], value["audience"])
            }
            2 | 3 => format!("publish {:?}", device.call("publish_offer", params).await),
            _ if draft => format!("throw away {:?}", device.call("remove_offer", params).await),
            _ => format!("close {:?}", device.call("close_offer", params).await),
        }
    }

    pub(super) async fn begins_an_offer(&mut self, device: &Device) -> String {
        let company = self.shared.cast.company.clone();
        let title = self.mark();
        let params = json!({ "organization": company, "kind": "comeback", "title": title, "like": null });
        let offer = device.ask("add_offer", params).await["offer"].clone();
        let params = json!({ "organization": company, "offer": offer });
        let shown = device.ask("desk_offer", params.clone()).await;
        let value = self.terms(shown["value"].clone());
        let mut edit = params.clone();
        (edit["base"], edit["value"]) = (shown["value"].clone(), value.clone());
        device.ask("edit_offer", edit).await;
        let publishes = self.chance.one_in(2);
        if publishes {
            device.ask("publish_offer", params).await;
        }
        format!("begin offer {title} for {} publishing {publishes}", value["audience"])
    }

    /// Everything that the law wants said, for somebody or other.
    fn terms(&mut self, mut value: Value) -> Value {
        let mut audience: Vec<&str> = STATUSES.into_iter().filter(|_| self.chance.one_in(2)).collect();
        if audience.is_empty() {
            audience.push(*self.chance.pick(&STATUSES));
        }
        value["audience"] = json!(audience);
        value["description"] = json!(self.mark());
        value["reply_within_days"] = json!(7);
        let terms = value["terms"].as_object_mut().unwrap();
        for term in terms.values_mut().filter(|term| term.is_string()) {
            *term = json!("本社の定め");
        }
        terms["form"] = json!("employment");
        terms["pay"]["min"] = json!(300_000);
        for changing in ["duties", "place"] {
            terms[changing] = json!({ "initial": "本社", "range": "国内" });
        }
        value
    }
}
