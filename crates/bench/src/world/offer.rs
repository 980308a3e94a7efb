//! A generated offer as one of ours, with complete terms of work.

use domain::record::{Changing, Criterion, EmploymentTerms, OfferKind, OfferValue, Pay, PayUnit, Remote, WorkTerms};

use super::AUDIENCE;
use crate::generate::Offer;

/// Yen in one unit of the generated salary.
const UNIT: u32 = 10_000;

/// The offer. The generated tags become skills that are asked for, city and hours stand in the terms.
pub fn value(offer: &Offer) -> OfferValue {
    let said = |text: &str| text.to_owned();
    let terms = EmploymentTerms {
        duties: Changing { initial: format!("{}の業務", offer.dept), range: said("会社の定める業務") },
        place: Changing { initial: format!("{}事業所", offer.city), range: said("会社の定める場所") },
        period: said("期間の定めなし"),
        renewal: said("更新なし"),
        trial: said("3か月（労働条件は同じ）"),
        hours: format!("9:00–17:30（週{}時間）", offer.hours),
        breaks: said("60分"),
        holidays: said("土日祝、年末年始、年次有給休暇（法定どおり）"),
        overtime: said("あり（月平均10時間）"),
        pay: Pay {
            unit: PayUnit::Year,
            min: Some(offer.salary_min * UNIT),
            max: Some(offer.salary_max.max(offer.salary_min) * UNIT),
            note: said("経験により決定します"),
            fixed_overtime: None,
        },
        insurance: said("健康、厚生年金、雇用、労災"),
        employer: said("はかり製作所株式会社"),
        dispatch: said("派遣ではありません"),
        smoking: said("屋内禁煙"),
    };
    let mut tags = offer.tags.clone();
    tags.sort_unstable();
    tags.dedup();
    OfferValue {
        kind_of: OfferKind::Comeback,
        title: offer.title.clone(),
        description: format!("{}\n\n{}", offer.body_ja, offer.body_en),
        prefecture: said("東京都"),
        remote: if offer.remote { Remote::Partly } else { Remote::None },
        terms: WorkTerms::Employment(terms),
        criteria: tags.iter().map(|tag| Criterion::Skill { name: said(tag) }).collect(),
        audience: AUDIENCE.to_vec(),
        reply_within_days: 14,
        closes_on: None,
    }
}
