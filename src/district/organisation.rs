//! Bodies, institutions and zones that bear a place's name: 沙市区[公安分局], 沙市[中学], 襄阳[高新区].

/// Fields of work in the names of offices; longer ones before those that they begin with.
const FIELDS: &[&str] = &[
    "公安",
    "交通警察",
    "交警",
    "交通运输",
    "交通",
    "司法",
    "财政",
    "教育",
    "民政",
    "人社",
    "人力资源和社会保障",
    "人力资源",
    "自然资源和规划",
    "自然资源和城乡建设",
    "自然资源",
    "生态环境",
    "住建",
    "住房和城乡建设",
    "住房保障",
    "住房公积金",
    "公积金",
    "水利和湖泊",
    "水利和",
    "水利",
    "水务",
    "农业农村",
    "农业",
    "商务",
    "文化和旅游",
    "文旅",
    "文体",
    "卫健",
    "卫生健康",
    "卫生",
    "退役军人事务",
    "退役军人",
    "应急管理",
    "应急",
    "审计",
    "市场监管",
    "市场监督管理",
    "统计",
    "医保",
    "医疗保障",
    "税务",
    "城管",
    "城市管理执法",
    "城市管理",
    "综合行政执法",
    "综合执法",
    "行政执法",
    "信访",
    "林业",
    "园林",
    "政务服务和大数据管理",
    "政务服务",
    "大数据管理",
    "大数据",
    "数据",
    "行政审批",
    "发展和改革",
    "发展改革",
    "发改",
    "经济和信息化",
    "经信",
    "科学技术",
    "科技",
    "粮食",
    "供销",
    "供电",
    "气象",
    "烟草",
    "邮政",
    "消防救援",
    "消防",
    "招商",
    "乡村振兴",
    "扶贫",
    "民宗",
    "民族宗教",
    "体育",
    "房管",
    "房产",
    "环保",
    "国土资源",
    "国土",
    "规划",
    "质监",
    "工商",
    "食药监",
    "安监",
    "机关事务",
    "档案",
    "史志",
    "融媒体",
    "疾病预防控制",
    "疾控",
    "公共资源交易",
    "不动产登记",
    "便民服务",
    "党群服务",
    "综合服务",
    "社会福利",
    "刑侦",
    "治安",
    "禁毒",
    "网安",
    "出入境",
    "海事",
    "港航",
    "公路",
    "铁路",
    "道路运输",
    "救助管理",
    "就业",
    "血防",
    "农技",
    "水产",
    "管理",
    "服务",
    "监督",
    "保障",
    "指挥",
    "调度",
    "检测",
    "监测",
];

/// What stands before an institution's kind: 沙市[第一]中学.
const MODIFIERS: &[&str] = &[
    "第",
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "人民",
    "中医",
    "中西医结合",
    "妇幼保健",
    "妇幼",
    "实验",
    "中心",
    "职业",
    "技术",
    "技工",
    "高级",
    "初级",
    "外国语",
    "机关",
    "师范",
    "特殊教育",
    "附属",
    "精神卫生",
    "传染病",
    "胸科",
    "口腔",
    "骨科",
    "肿瘤",
    "地方",
    "红",
    "新",
    "老年",
    "少年",
    "青少年",
    "县",
    "区",
    "市",
    "镇",
    "村",
    "委",
    "总",
];

/// What ends the name of a body or institution.
const ENDINGS: &[&str] = &[
    "局",
    "分局",
    "委员会",
    "委",
    "委会",
    "厅",
    "办公室",
    "办",
    "中心",
    "支队",
    "大队",
    "中队",
    "总队",
    "所",
    "派出所",
    "法庭",
    "人民政府",
    "政府",
    "人大常委会",
    "人大",
    "政协",
    "纪委监委",
    "纪委",
    "监委",
    "法院",
    "检察院",
    "工会",
    "总工会",
    "妇联",
    "团委",
    "残联",
    "红十字会",
    "工商联",
    "文联",
    "科协",
    "管委会",
    "党工委",
    "居委会",
    "村委会",
    "街道办",
    "街道办事处",
    "办事处",
    "委组织部",
    "委宣传部",
    "委统战部",
    "委政法委",
    "委编办",
    "委党校",
    "委办公室",
    "委社工部",
    "党校",
    "中学",
    "小学",
    "高中",
    "初中",
    "一中",
    "二中",
    "三中",
    "四中",
    "五中",
    "六中",
    "七中",
    "幼儿园",
    "学校",
    "学院",
    "医院",
    "卫生院",
    "卫生室",
    "保健院",
    "博物馆",
    "图书馆",
    "文化馆",
    "档案馆",
    "美术馆",
    "体育馆",
    "科技馆",
    "福利院",
    "敬老院",
    "养老院",
    "农商行",
    "支行",
    "分公司",
    "供电公司",
    "福利彩票",
    "商会",
];

/// A branch that follows the district's name in its city's body: 荆州市公安局沙市区[分局].
const BRANCHES: &[&str] = &["分局", "支局", "分公司", "分行", "支行", "分院", "分校", "大队", "中队", "法庭"];

/// What stands between a place's name and the kind of its zone.
const ZONE_QUALIFIERS: &[&str] = &[
    "国家级",
    "国家",
    "省级",
    "经济技术",
    "经济",
    "高新技术产业",
    "高新技术",
    "高新",
    "农业",
    "生态",
    "文化",
    "旅游",
    "综合",
    "保税",
    "工业",
    "临空",
    "空港",
    "临港",
    "化工",
    "循环",
    "现代",
    "产业",
    "科技",
    "城乡一体化",
    "产城融合",
    "滨江",
    "滨湖",
    "沿江",
    "东湖",
    "市",
    "县",
    "区",
];

/// Kinds of functional zones.
const ZONES: &[&str] = &[
    "开发区",
    "经开区",
    "高新区",
    "文旅区",
    "示范区",
    "度假区",
    "管理区",
    "新区",
    "保税区",
    "试验区",
    "工业园",
    "工业园区",
    "产业园",
    "产业园区",
];

/// Length in bytes of the longest body's name that goes on at the start of `after`.
pub(super) fn body_len(after: &str) -> Option<usize> {
    longest(after, &[FIELDS, MODIFIERS], ENDINGS)
}

/// Length in bytes of a branch's word at the start of `after`.
pub(super) fn branch_len(after: &str) -> Option<usize> {
    BRANCHES.iter().find(|branch| after.starts_with(*branch)).map(|branch| branch.len())
}

/// Length in bytes of a zone's name that goes on at the start of `after`.
pub(super) fn zone_len(after: &str) -> Option<usize> {
    longest(after, &[ZONE_QUALIFIERS], ZONES)
}

/// Longest name that goes on at the start of `after`: words of the lists in any number, then an ending.
fn longest(after: &str, words: &[&[&str]], endings: &[&str]) -> Option<usize> {
    let mut reached = vec![0];
    let mut end = None;
    let mut next = 0;
    while let Some(&at) = reached.get(next) {
        next += 1;
        let rest = &after[at..];
        for ending in endings.iter().filter(|ending| rest.starts_with(**ending)) {
            end = end.max(Some(at + ending.len()));
        }
        for word in words.iter().copied().flatten().filter(|word| rest.starts_with(**word)) {
            if !reached.contains(&(at + word.len())) {
                reached.push(at + word.len());
            }
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(after: &str, body: Option<&str>, zone: Option<&str>) {
        assert_eq!(body_len(after).map(|len| &after[..len]), body, "{after}");
        assert_eq!(zone_len(after).map(|len| &after[..len]), zone, "{after}");
    }

    #[test]
    fn names_of_bodies_go_on_after_the_place() {
        case("公安分局破案", Some("公安分局"), None);
        case("委书记", Some("委"), None);
        case("医保局局长", Some("医保局"), None);
        case("人力资源和社会保障局", Some("人力资源和社会保障局"), None);
        case("第一中学门前", Some("第一中学"), None);
        case("人民医院医生", Some("人民医院"), None);
        case("召开公安局长会议", None, None);
        case("的老师", None, None);
    }

    #[test]
    fn names_of_zones_go_on_after_the_place() {
        case("国家高新技术产业开发区", None, Some("国家高新技术产业开发区"));
        case("高新区管委会", None, Some("高新区"));
        case("建设示范区", None, None);
    }
}
