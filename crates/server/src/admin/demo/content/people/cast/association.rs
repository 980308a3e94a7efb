//! Those of the association.

use super::{
    super::super::{
        careers::{CRAFT, MECH, PR},
        month::ym,
        units::{ASSOCIATION as NAME, COMPANY, UNIVERSITY},
    },
    Membership, Openness, Part, Role, is, was,
};

pub(super) const ASSOCIATION: &[Part] = &[
    Part {
        family: "鷹取",
        given: "雅子",
        family_kana: "タカトリ",
        given_kana: "マサコ",
        former: ("", ""),
        is_latin: false,
        born: "1976-11-25",
        profession: &PR,
        ties: &[
            Membership { role: Role::Organizer, ..is('a', "a-office", 2008, ym(2008, 4)) },
            was('u', "u-hum", 1998, ym(1995, 4), ym(1999, 3)),
        ],
        headline: "汐路精密技術者協会 事務局",
        summary: "協会の事務局です。会員のみなさまの困りごとは、たいてい別の会員の方が答えをお持ちです。おつなぎするのが私の仕事です。",
        work: &[
            (NAME, "事務局", ym(2008, 4), None, "会員のお世話、講習会と見学会の企画、会報の編集。"),
            ("株式会社凪書房", "編集部", ym(1999, 4), Some(ym(2008, 3)), "工業書の編集。"),
        ],
        education: &[(UNIVERSITY, "人文学部", ym(1995, 4), ym(1999, 3))],
        openness: Openness::Members,
    },
    Part {
        family: "五十嵐",
        given: "美和",
        family_kana: "イガラシ",
        given_kana: "ミワ",
        former: ("", ""),
        is_latin: false,
        born: "1986-03-14",
        profession: &MECH,
        ties: &[was('c', "c-mech", 2008, ym(2008, 4), ym(2019, 12)), is('a', "a-young", 2015, ym(2015, 7))],
        headline: "霧ヶ渡工機の設計課長。若手技術者部会の世話役",
        summary: "うみかぜ精機の機械設計部に11年半いました。いまは小型の旋盤を設計しています。\n協会では若手技術者部会の世話役です。若手と名乗るのがそろそろ苦しくなってきました。",
        work: &[
            ("霧ヶ渡工機株式会社", "設計課 課長", ym(2020, 1), None, "小型旋盤の設計。"),
            (COMPANY, "機械設計部 主任", ym(2008, 4), Some(ym(2019, 12)), "テーブルまわりの設計。"),
        ],
        education: &[("南砂原理工大学", "機械工学科", ym(2004, 4), ym(2008, 3))],
        openness: Openness::HidesContacts,
    },
    Part {
        family: "郡司",
        given: "勝",
        family_kana: "グンジ",
        given_kana: "マサル",
        former: ("", ""),
        is_latin: false,
        born: "1959-07-18",
        profession: &CRAFT,
        ties: &[is('a', "a-west", 1990, ym(1990, 10))],
        headline: "西支部の支部長。きさげ一筋",
        summary: "きさげを46年。西支部では月に一度、きさげの会をひらいています。見学だけでもどうぞ。",
        work: &[
            ("有限会社白帆鉄工所", "製造課 職長", ym(2001, 4), None, "大型の定盤と摺動面。"),
            ("株式会社四十九坂製作所", "組立課", ym(1978, 4), Some(ym(2001, 3)), "平面研削盤の組立。"),
        ],
        education: &[("県立波見野工業高等学校", "機械科", ym(1975, 4), ym(1978, 3))],
        openness: Openness::Members,
    },
];
