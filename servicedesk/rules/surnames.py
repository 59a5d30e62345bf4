"""Chinese surnames that are read otherwise than the same character elsewhere, and those of two characters."""

from __future__ import annotations

# The surname reading first, then the readings people also type. ü is written v, as on a keyboard.
READINGS: dict[str, tuple[str, ...]] = {
    "万": ("wan", "mo"), "不": ("fou", "bu"), "乐": ("yue", "le"), "乜": ("nie", "mie"),
    "仇": ("qiu", "chou"), "会": ("gui", "kuai", "hui"), "佴": ("nai", "er"), "俞": ("yu", "shu"),
    "僪": ("jue", "yu"), "冯": ("feng", "ping"), "区": ("ou", "qu"), "单": ("shan", "dan"),
    "卜": ("bu", "bo"), "参": ("shen", "can"), "句": ("gou", "ju"), "召": ("shao", "zhao"),
    "叶": ("ye", "xie"), "员": ("yun", "yuan"), "啜": ("chuai", "chuo"), "圈": ("juan", "quan"),
    "大": ("da", "dai"), "宓": ("mi", "fu"), "宿": ("su", "xiu"), "尉": ("wei", "yu"),
    "弗": ("fei", "fu"), "强": ("qiang", "jiang"), "折": ("she", "zhe"), "斜": ("xia", "xie"),
    "於": ("yu", "wu"), "晟": ("cheng", "sheng"), "曾": ("zeng", "ceng"), "朝": ("chao", "zhao"),
    "朴": ("piao", "pu"), "查": ("zha", "cha"), "柏": ("bai", "bo"), "校": ("xiao", "jiao"),
    "沈": ("shen", "chen"), "泌": ("bi", "mi"), "洗": ("xian", "xi"), "洞": ("tong", "dong"),
    "澹": ("tan", "dan"), "炅": ("gui", "jiong"), "牟": ("mu", "mou"), "率": ("shuai", "lv"),
    "盖": ("ge", "gai"), "盛": ("sheng", "cheng"), "瞿": ("qu", "ju"), "石": ("shi", "dan"),
    "祭": ("zhai", "ji"), "秘": ("bi", "mi"), "种": ("chong", "zhong"), "称": ("chen", "cheng"),
    "筰": ("zuo", "ze"), "粘": ("nian", "zhan"), "约": ("yao", "yue"), "繁": ("po", "fan"),
    "缪": ("miao", "mou", "miu"), "翟": ("zhai", "di"), "能": ("nai", "neng"), "茄": ("jia", "qie"),
    "莘": ("shen", "xin"), "蕃": ("pi", "fan"), "薄": ("bo", "bao"), "藏": ("zang", "cang"),
    "蔚": ("yu", "wei"), "行": ("xing", "hang"), "覃": ("qin", "tan"), "解": ("xie", "jie"),
    "谌": ("chen", "shen"), "谷": ("gu", "yu"), "费": ("fei", "bi"), "贠": ("yun", "yuan"),
    "贲": ("ben", "bi"), "贾": ("jia", "gu"), "车": ("che", "ju"), "适": ("kuo", "shi"),
    "那": ("na", "nuo"), "郄": ("qie", "xi"), "郇": ("xun", "huan"), "郗": ("chi", "xi"),
    "都": ("du", "dou"), "重": ("chong", "zhong"), "钭": ("tou", "dou"), "铅": ("yan", "qian"),
    "长": ("zhang", "chang"), "阚": ("kan", "han"), "隗": ("wei", "kui"), "隽": ("juan", "jun"),
    "颉": ("xie", "jie"), "黑": ("he", "hei"), "單": ("shan", "dan"), "區": ("ou", "qu"),
    "蓋": ("ge", "gai"), "樂": ("yue", "le"), "種": ("chong", "zhong"),
    "繆": ("miao", "mou", "miu"), "員": ("yun", "yuan"), "闞": ("kan", "han"),
}  # fmt: skip

# Two-character surnames whose reading is otherwise than the dictionary's.
COMPOUND_READINGS: dict[str, tuple[str, str]] = {
    "乐正": ("yue", "zheng"), "子车": ("zi", "ju"), "尉遲": ("yu", "chi"), "吐谷": ("tu", "yu"),
}  # fmt: skip

_COMPOUND = (
    "万俟 尉迟 澹台 长孙 单于 宰父 夹谷 令狐 皇甫 鲜于 拓跋 闾丘 呼延 贺兰 谷梁 叱干 "
    "尔朱 百里 东郭 南宫 欧阳 上官 司马 司徒 诸葛 夏侯 公孙 慕容 宇文 端木 钟离 淳于 "
    "申屠 太史 太叔 轩辕 赫连 独孤 纳兰 东方 西门 羊舌 仲孙 濮阳 公冶 公羊 宗政 闻人 "
    "段干 漆雕 巫马 微生 梁丘 左丘 即墨 哥舒 司空 司寇 颛孙 壤驷 公良 亓官 南门 东门 "
    "第五 完颜 歐陽 司馬 諸葛 長孫 皇父 "
)

COMPOUND = frozenset(_COMPOUND.split()) | COMPOUND_READINGS.keys()
