//! Employers and schools of other places. None of them exists.

/// What an employer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trade {
    /// 機械
    Machine,
    /// 自動車部品
    Car,
    /// 医療機器
    Medical,
    /// 電機・電子部品
    Electric,
    /// ソフトウェア
    Software,
    /// 食品
    Food,
    /// 素材・化学
    Material,
    /// 商社・物流
    Trading,
    /// 士業・コンサルティング
    Advice,
    /// デザイン・印刷・出版
    Print,
    /// 銀行・保険
    Bank,
    /// 官公庁・団体
    Public,
    /// 病院
    Hospital,
    /// 高校
    School,
    /// 大学・高専
    Campus,
    /// 海外
    Abroad,
}

/// The employers of a trade.
pub(crate) const fn firms(trade: Trade) -> &'static [&'static str] {
    match trade {
        Trade::Machine => &[
            "霧ヶ渡工機株式会社",
            "三ツ鐘精密株式会社",
            "株式会社波戸場マシナリー",
            "有限会社白帆鉄工所",
            "鳴瀬ヶ丘ロボティクス株式会社",
            "株式会社四十九坂製作所",
        ],
        Trade::Car => &[
            "灯浜オートパーツ株式会社",
            "七曲ドライブ株式会社",
            "株式会社雲雀野ブレーキ技研",
            "汐留原シート工業株式会社",
        ],
        Trade::Medical => {
            &["みなと医療電子株式会社", "株式会社あかつき坂メディカル", "白鷺野内視鏡株式会社", "ひだまり計測株式会社"]
        }
        Trade::Electric => &[
            "月ノ輪電子部品株式会社",
            "株式会社藍浜センサ",
            "北見台パワーデバイス株式会社",
            "遠鳴音響株式会社",
            "株式会社さざ波モータ",
        ],
        Trade::Software => &[
            "株式会社かもめ坂ソフトウェア",
            "灯台守システムズ株式会社",
            "株式会社ひつじ雲ワークス",
            "四つ葉工房データ株式会社",
            "株式会社潮見図解析",
        ],
        Trade::Food => {
            &["株式会社朝凪水産加工", "木漏れ日乳業株式会社", "丸波見野製茶株式会社", "株式会社こがね畑製粉"]
        }
        Trade::Material => {
            &["風待セラミックス株式会社", "碧浜化成工業株式会社", "株式会社鉄穴流特殊鋼", "千波繊維株式会社"]
        }
        Trade::Trading => &[
            "渡海通商株式会社",
            "株式会社帆影機械販売",
            "東波見野商事株式会社",
            "株式会社道しるべ物流",
            "灘ノ口倉庫株式会社",
        ],
        Trade::Advice => &[
            "青灯コンサルティング株式会社",
            "あおさぎ社会保険労務士法人",
            "波見野特許事務所",
            "株式会社木の実経営研究所",
        ],
        Trade::Print => &["株式会社月草意匠室", "有限会社活字日和", "株式会社凪書房", "株式会社いろは図案"],
        Trade::Bank => &["しおさい銀行", "波見野信用金庫", "灯火生命保険株式会社"],
        Trade::Public => &["波見野市役所", "鳴瀬ヶ丘市役所", "霧ヶ渡村役場"],
        Trade::Hospital => &["波見野市民病院", "医療法人朝顔会 灯浜病院", "訪問看護ステーションつむぎ草"],
        Trade::School => &["県立波見野工業高等学校", "私立灯浜学園高等学校", "県立鳴瀬ヶ丘高等学校"],
        Trade::Campus => &["北見台工業大学", "白鷺野大学", "南砂原理工大学", "霧ヶ渡県立大学"],
        Trade::Abroad => &[
            "Northgate Robotics",
            "Solveig Marine Drives AS",
            "Kestrelmoor Tooling Ltd.",
            "Lindenau Messtechnik GmbH",
            "Bandar Selatan Precision Sdn. Bhd.",
        ],
    }
}

/// Other universities that teach engineering and science.
pub(crate) const TECHNICAL: &[&str] =
    &["北見台工業大学", "南砂原理工大学", "霧ヶ渡県立大学", "湊川台大学", "桜ヶ淵大学", "白鷺野大学"];

/// Other universities that teach the rest.
pub(crate) const GENERAL: &[&str] =
    &["白鷺野大学", "桜ヶ淵大学", "湊川台大学", "東雲坂文化大学", "霧ヶ渡県立大学", "雲雀野学院大学"];

/// 高等専門学校
pub(crate) const KOSEN: &[&str] = &["七里渡工業高等専門学校", "波見野工業高等専門学校", "遠鳴商船高等専門学校"];

/// 専門学校: of screens, of figures, of machines, of shapes; each with its course.
pub(crate) const COLLEGES: [(&str, &str); 4] = [
    ("波見野情報ビジネス専門学校", "情報処理科"),
    ("波見野情報ビジネス専門学校", "会計ビジネス科"),
    ("東海路工科専門学校", "機械電気科"),
    ("灯浜デザイン専門学校", "プロダクトデザイン科"),
];

/// 高等学校 with its course.
pub(crate) const HIGH_SCHOOLS: &[(&str, &str)] = &[
    ("県立波見野工業高等学校", "機械科"),
    ("県立波見野工業高等学校", "電気科"),
    ("県立鳴瀬ヶ丘高等学校", "普通科"),
    ("私立灯浜学園高等学校", "普通科"),
    ("県立霧ヶ渡商業高等学校", "商業科"),
    ("市立汐見坂東高等学校", "普通科"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_employer_stands_once() {
        use Trade::*;
        let trades = [
            Machine, Car, Medical, Electric, Software, Food, Material, Trading, Advice, Print, Bank, Public, Hospital,
            School, Campus, Abroad,
        ];
        let all: Vec<_> = trades.iter().flat_map(|trade| firms(*trade)).collect();
        let distinct: std::collections::BTreeSet<_> = all.iter().collect();
        assert_eq!(all.len(), distinct.len());
        assert!(all.len() >= 60, "{}", all.len());
    }
}
