//! What befalls everybody: servers that restart, clocks that are wrong.

use domain::record::MembershipStatus;
use server::admin;

use super::{Story, cast::Who};
use crate::{
    Device,
    ground::{DAY, person},
};

impl Story {
    pub(super) async fn server_weather(&mut self) -> String {
        match self.chance.below(4) {
            0 => {
                self.ground.restart_server();
                "the server restarts".to_owned()
            }
            1 => {
                self.ground.renew_epoch().await;
                self.ledger.book().epoch_is_renewed();
                "the epoch is renewed".to_owned()
            }
            2 => {
                self.ground.prune().await;
                self.ledger.book().has_forgotten = true;
                "a season goes by, and the server forgets".to_owned()
            }
            _ if self.has_joined => "nobody joins".to_owned(),
            _ => {
                self.has_joined = true;
                let hanako = person(Who::Hanako.address(), "山田", "花子");
                admin::add_member(&self.ground.app, self.cast.school, &hanako, MembershipStatus::Alumnus)
                    .await
                    .unwrap();
                "Hanako joins the school".to_owned()
            }
        }
    }

    pub(super) fn time_weather(&mut self, device: &Device) -> String {
        if self.chance.one_in(3) {
            device.watch.set_ahead(0);
            return "the clock is right".to_owned();
        }
        self.wrong_clock(device)
    }

    /// Ten years at most, ahead or behind.
    pub(super) fn wrong_clock(&mut self, device: &Device) -> String {
        let years = 10 * 365 * DAY;
        let by = i64::try_from(self.chance.below(usize::try_from(2 * years).unwrap())).unwrap() - years;
        device.watch.set_ahead(by);
        format!("the clock is {} days ahead", by / DAY)
    }
}
