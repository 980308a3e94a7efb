//! 労働条件: what must be said about work.
//!
//! Employment as 職業安定法 5条の3 wants it since 2024-04; contract work as フリーランス新法 3条 and 4条 want it. In a draft a
//! text may be empty.

/// 雇入れ直後 and 変更の範囲
#[derive(Clone, Copy)]
pub(crate) struct Changing {
    /// 雇入れ直後
    pub(crate) initial: &'static str,
    /// 変更の範囲
    pub(crate) range: &'static str,
}

/// For what time, or for what, pay is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PayUnit {
    /// 時給
    Hour,
    /// 日給
    Day,
    /// 月給
    Month,
    /// 年俸
    Year,
    /// 一式
    Total,
}

/// 固定残業代
#[derive(Clone, Copy)]
pub(crate) struct FixedOvertime {
    /// Yen, beside the least base pay.
    pub(crate) yen: u32,
    /// For how many hours.
    pub(crate) hours: u16,
    /// Whether hours beyond these are paid.
    pub(crate) is_excess_paid: bool,
}

/// Pay or fee.
#[derive(Clone, Copy)]
pub(crate) struct Pay {
    /// For what time.
    pub(crate) unit: PayUnit,
    /// Yen, at least, without the fixed overtime; none: not said yet.
    pub(crate) min: Option<u32>,
    /// Yen, at most; none: the same as `min`.
    pub(crate) max: Option<u32>,
    /// Allowances, how it is decided, bonus.
    pub(crate) note: &'static str,
    /// 固定残業代
    pub(crate) fixed_overtime: Option<FixedOvertime>,
}

/// 雇用
#[derive(Clone, Copy)]
pub(crate) struct Employment {
    /// 業務の内容
    pub(crate) duties: Changing,
    /// 就業の場所
    pub(crate) place: Changing,
    /// 契約期間
    pub(crate) period: &'static str,
    /// 更新の有無・基準・上限
    pub(crate) renewal: &'static str,
    /// 試用期間
    pub(crate) trial: &'static str,
    /// 始業・終業の時刻
    pub(crate) hours: &'static str,
    /// 休憩時間
    pub(crate) breaks: &'static str,
    /// 休日・休暇
    pub(crate) holidays: &'static str,
    /// 所定時間外労働
    pub(crate) overtime: &'static str,
    /// 賃金
    pub(crate) pay: Pay,
    /// 加入保険
    pub(crate) insurance: &'static str,
    /// 募集者・雇用者の名称
    pub(crate) employer: &'static str,
    /// 派遣労働者として雇用するか
    pub(crate) dispatch: &'static str,
    /// 受動喫煙防止措置
    pub(crate) smoking: &'static str,
}

/// 業務委託
#[derive(Clone, Copy)]
pub(crate) struct Contract {
    /// 発注者
    pub(crate) client: &'static str,
    /// 給付・役務の内容
    pub(crate) content: &'static str,
    /// 期間・納期
    pub(crate) period: &'static str,
    /// 場所
    pub(crate) place: &'static str,
    /// 報酬
    pub(crate) fee: Pay,
    /// 支払期日
    pub(crate) pay_day: &'static str,
    /// Days from delivery to payment, at most 60; none: not said yet.
    pub(crate) pay_within_days: Option<u16>,
    /// 検査・検収
    pub(crate) acceptance: &'static str,
}

/// 労働条件
#[derive(Clone, Copy)]
pub(crate) enum Terms {
    /// 雇用
    Employment(Employment),
    /// 業務委託
    Contract(Contract),
}

/// What holds for everybody whom the company employs without a limit of time.
pub(super) const COMPANY: Employment = Employment {
    duties: Changing { initial: "", range: "" },
    place: Changing { initial: "", range: "" },
    period: "期間の定めなし",
    renewal: "契約期間の定めがないため、更新はありません。定年は65歳です。",
    trial: "3か月。賃金その他の条件は本採用と同じです。試用期間の長さは、以前の在籍期間が3年以上の方は1か月に短縮します。",
    hours: "8時30分から17時15分まで（所定労働時間7時間45分）。フレックスタイム制（コアタイム10時から15時まで）を利用できます。",
    breaks: "12時から13時までの60分",
    holidays: "土曜・日曜・祝日、夏季、年末年始（年間休日124日、当社カレンダーによる）。年次有給休暇は入社の日に付与し、以前の勤続年数を通算します。",
    overtime: "あり（月平均12時間）。36協定の上限は月45時間・年360時間です。",
    pay: UNSAID,
    insurance: "健康保険、厚生年金保険、雇用保険、労災保険",
    employer: "うみかぜ精機株式会社",
    dispatch: "派遣ではありません（当社の直接雇用です）",
    smoking: "敷地内禁煙（屋外に喫煙場所あり）",
};

/// Pay that is not said yet.
pub(super) const UNSAID: Pay = Pay { unit: PayUnit::Month, min: None, max: None, note: "", fixed_overtime: None };

/// So much at least and at most for a unit.
pub(super) const fn pay(unit: PayUnit, min: u32, max: u32, note: &'static str) -> Pay {
    Pay { unit, min: Some(min), max: if max > min { Some(max) } else { None }, note, fixed_overtime: None }
}
