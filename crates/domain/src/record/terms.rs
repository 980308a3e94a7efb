//! 労働条件明示事項: what must be said about work before anybody is asked to come.
//!
//! Employment: 職業安定法 5条の3 and 同施行規則 4条の2, with the items added on 2024-04-01 (変更の範囲, 更新の上限). Contract
//! work: フリーランス新法 3条 and its rules (parties, content, dates, place, fee and the day of payment, within 60 days: 4条).

use serde::{Deserialize, Serialize};

use super::OfferKind;

/// 雇入れ直後 and 変更の範囲
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changing {
    /// 雇入れ直後
    pub initial: String,
    /// 変更の範囲
    pub range: String,
}

/// For what time, or for what, pay is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PayUnit {
    /// 時給
    Hour,
    /// 日給
    Day,
    /// 月給
    #[default]
    Month,
    /// 年俸
    Year,
    /// 一式: for the whole work.
    Total,
}

/// 固定残業代: must be told apart from the base pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FixedOvertime {
    /// Yen.
    pub yen: u32,
    /// For how many hours.
    pub hours: u16,
    /// Whether hours beyond these are paid.
    pub is_excess_paid: bool,
}

/// Pay or fee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Pay {
    /// For what time.
    pub unit: PayUnit,
    /// Yen, at least; none: not said yet.
    pub min: Option<u32>,
    /// Yen, at most; none: the same as `min`, or open.
    pub max: Option<u32>,
    /// Allowances, how it is decided, bonus.
    pub note: String,
    /// 固定残業代
    pub fixed_overtime: Option<FixedOvertime>,
}

/// Terms of employment. An empty text is "not said yet".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmploymentTerms {
    /// 業務の内容
    pub duties: Changing,
    /// 就業の場所
    pub place: Changing,
    /// 契約期間
    pub period: String,
    /// 更新の有無・基準・上限
    pub renewal: String,
    /// 試用期間
    pub trial: String,
    /// 始業・終業の時刻
    pub hours: String,
    /// 休憩時間
    pub breaks: String,
    /// 休日・休暇
    pub holidays: String,
    /// 所定時間外労働
    pub overtime: String,
    /// 賃金
    pub pay: Pay,
    /// 加入保険
    pub insurance: String,
    /// 募集者・雇用者の名称
    pub employer: String,
    /// 派遣労働者として雇用するか
    pub dispatch: String,
    /// 受動喫煙防止措置
    pub smoking: String,
}

/// Terms of contract work. An empty text is "not said yet".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContractTerms {
    /// 発注者
    pub client: String,
    /// 給付・役務の内容
    pub content: String,
    /// 期間・期日
    pub period: String,
    /// 場所
    pub place: String,
    /// 報酬
    pub fee: Pay,
    /// 支払期日
    pub pay_day: String,
    /// Days from delivery to payment, at most 60.
    pub pay_within_days: Option<u16>,
    /// 検査・検収
    pub acceptance: String,
}

/// 労働条件, tagged by `form`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "form", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "an offer has one of them; a box would stand in every pattern")]
pub enum WorkTerms {
    /// 雇用
    Employment(EmploymentTerms),
    /// 業務委託
    Contract(ContractTerms),
}

/// Longest time from delivery to payment, in days (フリーランス新法 4条).
pub const PAY_WITHIN_DAYS: u16 = 60;

impl WorkTerms {
    /// Empty terms of the form that a kind of offer has, or has mostly.
    pub fn empty(kind: OfferKind) -> Self {
        match kind {
            OfferKind::Comeback | OfferKind::Internship => Self::Employment(EmploymentTerms::default()),
            OfferKind::Contract | OfferKind::SideJob => Self::Contract(ContractTerms::default()),
        }
    }

    /// Whether an offer of a kind can have terms of this form.
    pub const fn fits(&self, kind: OfferKind) -> bool {
        match (self, kind) {
            (Self::Employment(_), OfferKind::Comeback | OfferKind::Internship | OfferKind::SideJob)
            | (Self::Contract(_), OfferKind::Contract | OfferKind::SideJob) => true,
            (Self::Employment(_), OfferKind::Contract)
            | (Self::Contract(_), OfferKind::Comeback | OfferKind::Internship) => false,
        }
    }

    /// Items that the law wants said and that are not, by their names on the wire, in the order of a form.
    pub fn missing(&self) -> Vec<&'static str> {
        let said: Vec<(&'static str, bool)> = match self {
            Self::Employment(terms) => {
                let EmploymentTerms {
                    duties,
                    place,
                    period,
                    renewal,
                    trial,
                    hours,
                    breaks,
                    holidays,
                    overtime,
                    pay,
                    insurance,
                    employer,
                    dispatch,
                    smoking,
                } = terms;
                vec![
                    ("terms.duties.initial", is_said(&duties.initial)),
                    ("terms.duties.range", is_said(&duties.range)),
                    ("terms.place.initial", is_said(&place.initial)),
                    ("terms.place.range", is_said(&place.range)),
                    ("terms.period", is_said(period)),
                    ("terms.renewal", is_said(renewal)),
                    ("terms.trial", is_said(trial)),
                    ("terms.hours", is_said(hours)),
                    ("terms.breaks", is_said(breaks)),
                    ("terms.holidays", is_said(holidays)),
                    ("terms.overtime", is_said(overtime)),
                    ("terms.pay", is_pay_said(pay)),
                    ("terms.insurance", is_said(insurance)),
                    ("terms.employer", is_said(employer)),
                    ("terms.dispatch", is_said(dispatch)),
                    ("terms.smoking", is_said(smoking)),
                ]
            }
            Self::Contract(terms) => {
                let ContractTerms { client, content, period, place, fee, pay_day, pay_within_days, acceptance } = terms;
                let is_in_time = pay_within_days.is_some_and(|days| days <= PAY_WITHIN_DAYS);
                vec![
                    ("terms.client", is_said(client)),
                    ("terms.content", is_said(content)),
                    ("terms.period", is_said(period)),
                    ("terms.place", is_said(place)),
                    ("terms.fee", is_pay_said(fee)),
                    ("terms.pay_day", is_said(pay_day)),
                    ("terms.pay_within_days", is_in_time),
                    ("terms.acceptance", is_said(acceptance)),
                ]
            }
        };
        said.into_iter().filter(|(_, is_said)| !is_said).map(|(item, _)| item).collect()
    }
}

/// Fixed overtime is said with its amount, its hours, and that more hours are paid (職業安定法 5条の3, in the words of its guideline).
fn is_pay_said(pay: &Pay) -> bool {
    let is_overtime_said = |fixed: FixedOvertime| fixed.yen > 0 && fixed.hours > 0 && fixed.is_excess_paid;
    pay.min.is_some() && pay.fixed_overtime.is_none_or(is_overtime_said)
}

fn is_said(text: &str) -> bool {
    !crate::text::is_blank(text)
}

#[cfg(test)]
mod tests;
