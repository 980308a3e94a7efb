//! Who plays: members of a company, one of whom may join a school too.

use domain::{
    OrgId,
    record::{MembershipStatus, OrganizationKind},
};
use server::{App, admin};

use crate::ground::person;

/// The people who have a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// An alumna, with two devices.
    Hanako,
    /// Works at the company's desk.
    Kenta,
    /// Works at the company, and now and then at its desk.
    Ren,
}

impl Who {
    pub(crate) const fn address(self) -> &'static str {
        match self {
            Self::Hanako => "hanako@world.example",
            Self::Kenta => "kenta@world.example",
            Self::Ren => "ren@world.example",
        }
    }
}

/// Where they belong, by ids as they stand on the wire.
pub(crate) struct Cast {
    pub(crate) company: String,
    pub(crate) school: OrgId,
    people: [String; 3],
}

impl Cast {
    /// Makes the organisations and their members.
    pub(crate) async fn set(app: &App) -> Self {
        let found = async |name: &str, kind, organizer| {
            let new = admin::NewOrganization { name: name.into(), kana: "ソシキ".into(), kind, organizer };
            admin::create_organization(app, &new).await.unwrap()
        };
        let kenta = person(Who::Kenta.address(), "佐藤", "健太");
        let (company, kenta) = found("みどり製作所", OrganizationKind::Company, kenta).await;
        let jun = person("jun@world.example", "伊藤", "純");
        let (school, _) = found("あおば大学", OrganizationKind::School, jun).await;
        let hanako = person(Who::Hanako.address(), "山田", "花子");
        let hanako = admin::add_member(app, company, &hanako, MembershipStatus::Alumnus).await.unwrap();
        let ren = person(Who::Ren.address(), "鈴木", "蓮");
        let ren = admin::add_member(app, company, &ren, MembershipStatus::Current).await.unwrap();
        Self { company: company.to_string(), school, people: [hanako, kenta, ren].map(|id| id.to_string()) }
    }

    pub(crate) fn id(&self, who: Who) -> &str {
        &self.people[who as usize]
    }
}
