"""The people and places of the practice desk; all of them are made up."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈"
)
RARE_SURNAMES = ("欧阳", "单", "仇", "区", "尉迟")
GIVEN = [
    "小明",
    "丽华",
    "建国",
    "秀英",
    "伟",
    "芳",
    "娜",
    "敏",
    "静",
    "强",
    "磊",
    "军",
    "洋",
    "勇",
    "艳",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "平",
    "刚",
    "桂英",
    "子涵",
    "欣怡",
    "梓轩",
    "雨桐",
    "浩然",
    "思远",
    "佳怡",
    "志强",
    "海燕",
    "文博",
    "晓东",
    "国华",
    "玉梅",
    "春生",
    "冬梅",
    "立新",
    "一鸣",
    "若曦",
    "嘉禾",
    "慧敏",
    "振宇",
    "雪琴",
    "俊杰",
    "美玲",
    "家豪",
]
PINYIN_SURNAMES = [
    "Wang",
    "Li",
    "Zhang",
    "Liu",
    "Chen",
    "Yang",
    "Huang",
    "Zhao",
    "Wu",
    "Xu",
    "Sun",
    "Ma",
    "Zhu",
    "Hu",
    "Guo",
    "He",
    "Lin",
    "Gao",
    "Luo",
    "Zheng",
]
PINYIN_GIVEN = [
    "Xiaoming",
    "Lihua",
    "Jianguo",
    "Wei",
    "Fang",
    "Min",
    "Qiang",
    "Lei",
    "Jun",
    "Yong",
    "Jie",
    "Tao",
    "Chao",
    "Ping",
    "Hao",
    "Yuting",
    "Siyuan",
    "Jiayi",
    "Wenbo",
    "Meiling",
]
FIRST = [
    "Emma",
    "Oliver",
    "Sophie",
    "Daniel",
    "Grace",
    "Thomas",
    "Hannah",
    "Peter",
    "Maria",
    "Lukas",
    "Anna",
    "Samuel",
    "Elena",
    "Victor",
    "Julia",
    "Martin",
    "Clara",
    "Omar",
    "Priya",
    "Kenji",
    "Aisha",
    "David",
    "Laura",
    "Robert",
]
LAST = [
    "Clarke",
    "Bennett",
    "Fischer",
    "Novak",
    "Rossi",
    "Tanaka",
    "Patel",
    "Hughes",
    "Moreau",
    "Jensen",
    "Walsh",
    "Okafor",
    "Schmidt",
    "Costa",
    "Ivanov",
    "Murphy",
    "Larsen",
    "Haddad",
    "Kim",
    "Dubois",
]
SHOPS = (
    ("旭日食品", "Sunrise Foods"),
    ("清风理发店", "Breeze Barber Shop"),
    ("小森林幼儿园", "Little Forest Nursery"),
    ("康宁药房", "Kangning Pharmacy"),
    ("晨光文具", "Morning Stationery"),
    ("老街面馆", "Old Street Noodles"),
)
REMARKS = {
    "en": (
        "Ring before entering; there is a dog.",
        "Hard of hearing: speak slowly.",
        "Works nights, never ring before noon.",
        "Do not mention the rent.",
        "Wheelchair user; the lift matters.",
    ),
    "zh_CN": (
        "家里有狗，上门前先打电话。",
        "老人听力不好，请慢慢说。",
        "上夜班，中午以前不要打电话。",
        "不要提租金的事。",
        "坐轮椅，电梯停运要提前通知。",
    ),
}
BEST_TIMES = {
    "en": ("after 18:00", "mornings", "weekends", "noon to two"),
    "zh_CN": ("晚上六点以后", "上午", "周末", "中午十二点到两点"),
}


class Household(NamedTuple):
    """One customer of the practice desk, the premises, and the language spoken there."""

    name: str
    kind: str
    language: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    premises: str
    role: str
    tags: str
    best_time: str
    do_not: str
    birthday: str


WANG = Household(
    name="王小明",
    kind="person",
    language="zh_CN",
    phones=("138 0013 8000",),
    emails=("wangxm@example.com",),
    premises="3-2-501",
    role="owner",
    tags="vip",
    best_time="",
    do_not="家里有狗，上门前先打电话。",
    birthday="1968-02-29",
)
WANGS_PLACE = 1


def households(random: Random, count: int) -> list[Household]:
    """So many households, no two in the same flat; half of them speak Chinese, and Wang Xiaoming is there."""
    flats = [
        f"{b}-{u}-{f}{r:02}" for b in range(1, 9) for u in (1, 2, 3) for f in range(1, 12) for r in (1, 2, 3)
    ]
    flats.remove(WANG.premises)
    found = [_household(random, flat, number) for number, flat in enumerate(random.sample(flats, count))]
    found[WANGS_PLACE] = WANG
    return found


def _household(random: Random, flat: str, number: int) -> Household:
    language = "zh_CN" if number % 2 else "en"
    is_shop = number % 35 == 7
    shop = SHOPS[number // 35 % len(SHOPS)]
    name = (shop[0] if language == "zh_CN" else shop[1]) if is_shop else _person(random, language)
    premises = _shop_place(number, language) if is_shop else flat
    phones = tuple(_mobile(random) for _one in range(1 + (random.random() < 0.2)))
    if is_shop:
        phones = (*phones, f"021-5555-{random.randrange(10_000):04}转{random.randrange(800, 830)}")
    return Household(
        name=name,
        kind="company" if is_shop else "person",
        language=language,
        phones=phones,
        emails=(f"resident{number + 1}@example.com",) if random.random() < 0.3 else (),
        premises=premises,
        role=random.choices(("owner", "tenant", "family"), (7, 3, 1))[0],
        tags=_tags(random),
        best_time=random.choice(BEST_TIMES[language]) if random.random() < 0.2 else "",
        do_not=random.choice(REMARKS[language]) if random.random() < 0.12 else "",
        birthday="" if is_shop or random.random() < 0.5 else _birthday(random),
    )


def _person(random: Random, language: str) -> str:
    if language == "zh_CN":
        return f"{random.choice((*SURNAMES, *RARE_SURNAMES))}{random.choice(GIVEN)}"
    if random.random() < 0.5:
        return f"{random.choice(PINYIN_SURNAMES)} {random.choice(PINYIN_GIVEN)}"
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def _mobile(random: Random) -> str:
    digits = f"1{random.choice('35789')}{random.randrange(10)}00{random.randrange(100):02}{random.randrange(10_000):04}"
    return random.choice((f"{digits[:3]} {digits[3:7]} {digits[7:]}", digits, f"+86 {digits}"))


def _shop_place(number: int, language: str) -> str:
    return f"商铺 {number // 35 + 1} 号" if language == "zh_CN" else f"Shop {number // 35 + 1}"


def _tags(random: Random) -> str:
    return random.choices(("", "vip", "elderly", "committee"), (80, 6, 10, 4))[0]


def _birthday(random: Random) -> str:
    return f"{random.randrange(1945, 2004)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
