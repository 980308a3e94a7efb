//! Who plays: members of a company, one of whom belongs to a school too, and somebody of the school alone.

use std::collections::BTreeMap;

use domain::{
    OrgId, PersonId, UnitId,
    record::{MembershipStatus, OrgUnit, OrganizationKind},
};
use server::{App, admin};
use uuid::Uuid;

use crate::{Chance, ground::person};

/// The people of the story who have a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// Alumna of the company, and a member of the school: everybody looks at her.
    Hanako,
    /// Works at the company.
    Ren,
    /// Alumna of the company, in a unit of it.
    Mika,
    /// May join the company.
    Sora,
    /// Works at the company, and at its desk.
    Kenta,
    /// Of the school alone.
    Jun,
}

impl Who {
    pub(crate) const fn address(self) -> &'static str {
        match self {
            Self::Hanako => "hanako@world.example",
            Self::Ren => "ren@world.example",
            Self::Mika => "mika@world.example",
            Self::Sora => "sora@world.example",
            Self::Kenta => "kenta@world.example",
            Self::Jun => "jun@world.example",
        }
    }
}

/// The statuses by their names on the wire, in the order of [`Cast::twins`].
pub(crate) const STATUSES: [&str; 3] = ["alumnus", "current", "candidate"];

/// Everybody, and where they belong. Ids as they stand on the wire.
pub(crate) struct Cast {
    pub(crate) company: String,
    pub(crate) school: String,
    pub(crate) people: BTreeMap<Who, String>,
    pub(crate) units: [String; 2],
    /// Members of whom the story tells nothing: of the company, and of the school.
    pub(crate) others: [Vec<String>; 2],
    /// For a lying wire: a member of the company of each status, whom nothing ties to anybody, by their tokens.
    pub(crate) twins: Vec<String>,
    /// Whether Jun works at the school's desk.
    pub(crate) is_jun_organizer: bool,
}

impl Cast {
    /// Makes the organisations and their members.
    pub(crate) async fn set(app: &App, chance: &mut Chance, has_twins: bool) -> Self {
        let (company, kenta) =
            found(app, "みどり製作所", OrganizationKind::Company, person(Who::Kenta.address(), "佐藤", "健太")).await;
        let units = [Uuid::from_u128(71), Uuid::from_u128(72)];
        let unit = |id, name: &str| OrgUnit { id: UnitId(id), name: name.into(), parent: None };
        let new = vec![unit(units[0], "開発部"), unit(units[1], "営業部")];
        admin::add_units(app, company, new).await.unwrap();
        let join = async |who: Who, family: &str, member: admin::NewMember| {
            admin::add_member(app, company, &person(who.address(), family, "某"), member).await.unwrap()
        };
        use MembershipStatus::{Alumnus, Candidate, Current};
        let in_unit = admin::NewMember { units: vec![UnitId(units[0])], ..Alumnus.into() };
        let mut people = BTreeMap::from([
            (Who::Hanako, join(Who::Hanako, "山田", Alumnus.into()).await),
            (Who::Ren, join(Who::Ren, "鈴木", Current.into()).await),
            (Who::Mika, join(Who::Mika, "高橋", in_unit).await),
            (Who::Sora, join(Who::Sora, "田中", Candidate.into()).await),
            (Who::Kenta, kenta),
        ]);
        let mut others = [vec![], vec![]];

        let is_jun_organizer = chance.one_in(2);
        let [first, second] = [(Who::Jun.address(), "伊藤"), ("aki@world.example", "中村")]
            .map(|(address, family)| person(address, family, "某"));
        let (school, jun) = if is_jun_organizer {
            found(app, "あおば大学", OrganizationKind::School, first).await
        } else {
            let (school, aki) = found(app, "あおば大学", OrganizationKind::School, second).await;
            others[1].push(aki.to_string());
            let jun = admin::add_member(app, school, &first, Alumnus).await.unwrap();
            (school, jun)
        };
        people.insert(Who::Jun, jun);
        let hanako = admin::add_member(app, school, &person(Who::Hanako.address(), "山田", "花子"), Alumnus).await;
        assert_eq!(hanako.unwrap(), people[&Who::Hanako], "one person in two organisations");

        let mut twins = vec![];
        if has_twins {
            for (number, status) in [Alumnus, Current, Candidate].into_iter().enumerate() {
                let new = person(&format!("twin{number}@world.example"), "渡辺", "某");
                let twin = admin::add_member(app, company, &new, status).await.unwrap();
                others[0].push(twin.to_string());
                twins.push(admin::issue_session(app, twin, "twin").await.unwrap());
            }
        }
        Self {
            company: company.to_string(),
            school: school.to_string(),
            people: people.into_iter().map(|(who, id)| (who, id.to_string())).collect(),
            units: units.map(|unit| unit.to_string()),
            others,
            twins,
            is_jun_organizer,
        }
    }

    pub(crate) fn id(&self, who: Who) -> &str {
        &self.people[&who]
    }

    /// The organisation in which somebody looks at Hanako.
    pub(crate) fn home(&self, who: Who) -> &str {
        if who == Who::Jun { &self.school } else { &self.company }
    }

    /// Everybody of that organisation.
    pub(crate) fn members(&self, of: Who) -> Vec<&str> {
        let is_school = of == Who::Jun;
        let is_in = |who: Who| who == Who::Hanako || (who == Who::Jun) == is_school;
        let people = self.people.iter().filter(|(who, _)| is_in(**who)).map(|(_, id)| id.as_str());
        people.chain(self.others[usize::from(is_school)].iter().map(String::as_str)).collect()
    }
}

async fn found(app: &App, name: &str, kind: OrganizationKind, organizer: admin::NewPerson) -> (OrgId, PersonId) {
    let new = admin::NewOrganization { name: name.into(), kana: "ソシキ".into(), kind, organizer };
    admin::create_organization(app, &new).await.unwrap()
}
