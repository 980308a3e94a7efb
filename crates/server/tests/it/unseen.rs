//! Random lives of a few people in one organisation. Whatever one of them does: if what a watcher may read is the same after
//! it, then every byte that the watcher can get is the same, from the start and from every place where the watcher has been.

use domain::{
    Audience, Intent, PersonId, RowId, Scope, UnitId, Visibility, VisibilityRule,
    record::{MembershipStatus, OrgUnit, PersonName, ProfileField, RowBody, RowValue},
};
use server::admin;
use uuid::Uuid;

use crate::{
    hidden::{Had, view},
    world::{Person, Pulled, World, is_applied},
};

const UNITS: [UnitId; 2] = [UnitId(Uuid::from_u128(71)), UnitId(Uuid::from_u128(72))];

/// Numbers that look random and repeat: SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.roll(of.len())]
    }
}

struct Life {
    world: World,
    people: Vec<Person>,
    dice: Dice,
    rows: u128,
}

impl Life {
    async fn new(seed: u64) -> Self {
        let world = World::new().await;
        let unit = |id, name: &str| OrgUnit { id, name: name.to_owned(), parent: None };
        let units = vec![unit(UNITS[0], "開発部"), unit(UNITS[1], "営業部")];
        admin::add_units(&world.app, world.company, units).await.unwrap();
        let mut people = vec![world.kenta.clone(), world.hanako.clone()];
        for (name, status) in [("aoi", MembershipStatus::Current), ("mina", MembershipStatus::Alumnus)] {
            people.push(world.joins(world.company, name, status).await);
        }
        Self { world, people, dice: Dice(seed), rows: 0 }
    }

    /// One op of somebody, as the seed has it; refused ones are part of a life, too.
    async fn does_something(&mut self) -> (PersonId, String) {
        let author = self.dice.pick(&self.people).clone();
        let other = self.dice.pick(&self.people).id;
        let visibility = self.visibility();
        let text = *self.dice.pick(&["一", "二", ""]);
        let intent = match self.dice.roll(10) {
            0..=3 => {
                let field =
                    *self.dice.pick(&[ProfileField::Headline, ProfileField::FamilyName, ProfileField::Affiliation]);
                let text = match field {
                    ProfileField::FamilyName => "姓",
                    ProfileField::Affiliation => "",
                    _ => text,
                };
                let told = format!("{field:?} {text} {visibility:?}");
                self.world.sets(&author, field, text, visibility).await;
                return (author.id, told);
            }
            4 => {
                self.rows += 1;
                let body = RowBody::Skill { name: "旋盤".to_owned(), note: String::new() };
                let row = RowId(Uuid::from_u128(self.rows));
                let place = domain::place::between(None, None).unwrap();
                Intent::AddRow { row, value: RowValue { body, visibility }, place }
            }
            5 => Intent::RemoveRow { row: RowId(Uuid::from_u128(1 + self.dice.roll(8) as u128)) },
            6 => Intent::Block { name: PersonName::hidden(other) },
            7 => Intent::Unblock { person: other },
            8 => {
                let units: Vec<UnitId> = UNITS.into_iter().filter(|_| self.dice.roll(2) == 0).collect();
                let status = *self.dice.pick(&[MembershipStatus::Current, MembershipStatus::Alumnus]);
                let told = format!("{other} in {units:?} as {status:?}");
                let change = |value: &mut domain::record::MemberValue| (value.units, value.status) = (units, status);
                self.world.sets_member(&self.world.hanako, self.world.company, other, change).await;
                return (self.world.hanako.id, told);
            }
            _ => {
                let asked = self.dice.pick(&self.people).clone();
                let conversation = domain::ConversationId::direct(self.world.company, author.id, asked.id);
                let start = crate::world::start(conversation, self.world.company, asked.id);
                if is_applied(&self.world.does(&author, start).await) && self.dice.roll(2) == 0 {
                    self.world.does(&asked, Intent::AnswerRequest { conversation, accept: true }).await;
                }
                return (author.id, format!("contact with {}", asked.id));
            }
        };
        let told = format!("{intent:?}");
        self.world.does(&author, intent).await;
        (author.id, told)
    }

    fn visibility(&mut self) -> Visibility {
        let open = VisibilityRule::new(self.world.company, *self.dice.pick(&Audience::ALL));
        let members = VisibilityRule::new(self.world.company, Audience::Members);
        let (person, unit) = (self.dice.pick(&self.people).id, *self.dice.pick(&UNITS));
        match self.dice.roll(5) {
            0 => Visibility::default(),
            1 => vec![open].into(),
            2 => vec![VisibilityRule { excluded_people: vec![person], ..members }].into(),
            3 => vec![VisibilityRule { excluded_units: vec![unit], ..members }].into(),
            _ => vec![members].into(),
        }
    }

    fn scopes(&self) -> [Scope; 3] {
        [self.people[0].me(), Scope::Dir(self.world.company), Scope::Offers(self.world.company)]
    }

    /// What the watcher may read, whatever the way in which it comes.
    async fn readable(&self) -> Vec<(String, String)> {
        let mut all = vec![];
        for scope in self.scopes() {
            let Pulled { puts, .. } = self.world.pull(&self.people[0], scope, None).await;
            all.extend(puts.into_iter().map(|(name, _, object)| (name, serde_json::to_string(&object).unwrap())));
        }
        all.sort();
        all
    }
}

#[tokio::test]
async fn what_changes_nothing_readable_changes_no_byte() {
    let (mut unseen, mut seen) = (0, 0);
    for seed in 0..12 {
        let mut life = Life::new(seed).await;
        let watcher = life.people[0].clone();
        let mut had: Vec<Had> = life.scopes().map(|scope| (scope, None)).into();
        let mut before = (life.readable().await, view(&life.world, &watcher, &had).await);
        for step in 0..40 {
            let (author, told) = life.does_something().await;
            let after = (life.readable().await, view(&life.world, &watcher, &had).await);
            // The watcher's own ops may tell what they like.
            if author != watcher.id {
                let (is_readable, is_told) = (after.0 != before.0, after.1 != before.1);
                assert_eq!(is_told, is_readable, "seed {seed}, step {step}: {told}");
                *(if is_readable { &mut seen } else { &mut unseen }) += 1;
            }
            before = after;
            if step % 10 == 5 {
                for scope in life.scopes() {
                    had.push((scope, life.world.pull(&watcher, scope, None).await.state));
                }
                before.1 = view(&life.world, &watcher, &had).await;
            }
        }
    }
    assert!(unseen > 80 && seen > 80, "or the lives prove nothing: {unseen} unseen, {seen} seen");
}
