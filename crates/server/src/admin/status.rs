//! The operator's way to change a member's status.

use domain::{
    Millis, Name, Object, OrgId, PersonId, Refusal, RefusalCode, Scope,
    record::{Member, MemberValue, Membership, MembershipStatus, StatusTransition},
};

use super::{AdminError, address, carry_out, refused};
use crate::{
    app::App,
    storage::step::{Known, Loaded, Need, Writes},
    usecase::effect::{self, Likeness},
};

/// Says that somebody has left, has come back or will come: what follows is the same as when an organizer says so.
///
/// # Errors
/// [`AdminError`]
pub async fn set_status(
    app: &App,
    organization: OrgId,
    mail: &str,
    status: MembershipStatus,
) -> Result<PersonId, AdminError> {
    let address = address(mail)?;
    let person = app.storage().person_of(&address).await?.ok_or(AdminError::NoMember(address))?;
    let at = app.now();
    let decide = move |loaded: &Loaded| decide(organization, person, status, at, loaded);
    carry_out(app, organization, Box::new(decide)).await?;
    Ok(person)
}

fn decide(
    organization: OrgId,
    person: PersonId,
    status: MembershipStatus,
    at: Millis,
    loaded: &Loaded,
) -> Known<Writes> {
    let (desk, name) = (Scope::Desk(organization), Name::Member(person));
    loaded.have(Need {
        heads: [desk.into()].into(),
        records: [(desk.into(), name)].into(),
        profiles: [person].into(),
        ..Need::default()
    })?;
    let Some(Object::Member(member)) = loaded.object(desk, name)? else {
        return Ok(refused(at, Refusal::at(RefusalCode::NotFound, "member")));
    };
    let before = &member.membership.value;
    let mut writes = Writes::by_operator(at);
    if before.status == status {
        return Ok(writes);
    }
    let mut history = member.membership.history.clone();
    history.push(StatusTransition { from: before.status, to: status, at });
    let value = MemberValue { status, ..before.clone() };
    let membership = Membership { value, history, ..member.membership.clone() };
    let after = Member { membership: membership.clone(), ..member.clone() };
    writes.put(loaded, (desk, name), None, Object::Member(after))?;
    effect::follow_member(&Likeness::of(person, loaded)?, Some(before), &membership, loaded, &mut writes)?;
    Ok(writes)
}
