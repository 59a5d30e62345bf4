"""The words that the tickets are made of: frequent ones, a long tail of rare ones, a fifth of it Chinese."""

from __future__ import annotations

from random import Random

CHINESE_SHARE = 0.2
RARELY = 4_000
FREQUENT, RARE = "leak", "merobatu"
FREQUENT_CHINESE, RARE_CHINESE = "漏水", "鹦鹉"


def _listed(words: str) -> list[str]:
    return words.split()


_COMMON = _listed(
    "water leak kitchen bathroom ceiling pipe lift stuck door key lost parking noise night neighbour light broken"
    " heating cold invoice fee question garden hedge bin rubbish smell drain blocked window glass lock alarm power"
    " socket floor stairs roof gate intercom camera visitor parcel pool gym meeting room move renovation permit dog"
    " paint wall crack damp mould fan filter boiler pump valve meter reading bill refund deposit contract cleaner"
)
_CHINESE = _listed(
    "厨房 漏水 电梯 故障 停车 噪音 邻居 物业 费用 发票 门禁 钥匙 水管 爆裂 暖气 不热 垃圾 清运 路灯 不亮 窗户 玻璃"
    " 天花板 渗水 马桶 堵塞 装修 许可 绿化 修剪 监控 摄像头 快递 访客 游泳池 健身房 墙面 裂缝 空调 滴水 燃气 报警"
    " 楼道 灯泡 更换 维修 投诉 咨询 押金 退款 合同 保洁"
)
_SYLLABLES = _listed("ba do ke li mo na pe ro su ti va zu")
_TAIL = 4_000
_SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
_FIRST = _listed(
    "Anna Ben Chloe David Emma Frank Grace Henry Ivy Jack Kate Liam Mia Noah Olive Paul Ruth Sam Tina Will"
)
_LAST = _listed(
    "Adams Baker Clark Davis Evans Foster Green Hill Irving Jones King Lewis Moore Nash Owen Price Reed"
)


class Words:
    """Sentences by chance; the same seed says the same."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._said = {True: 0, False: 0}
        self._tail = [self._made_up(number) for number in range(_TAIL)]

    def sentence(self, least: int, most: int, *, chinese: bool) -> str:
        """So many words; one sentence in a few thousand holds the rare word of its language."""
        count = self._random.randint(least, most)
        said = self._random.choices(_CHINESE, k=count) if chinese else [self._word() for _one in range(count)]
        self._said[chinese] += 1
        if self._said[chinese] % RARELY == 1:
            said[-1] = RARE_CHINESE if chinese else RARE
        return "".join(said) if chinese else " ".join(said).capitalize()

    def _word(self) -> str:
        return self._random.choice(_COMMON if self._random.random() < 0.8 else self._tail)

    @staticmethod
    def _made_up(number: int) -> str:
        parts = []
        for _place in range(4):
            number, at = divmod(number * 7 + 5, len(_SYLLABLES))
            parts.append(_SYLLABLES[at])
        return "".join(parts)


def person_name(number: int, *, chinese: bool) -> str:
    """The name of a customer: the same number has the same name."""
    if chinese:
        third = _GIVEN[number // 400 % len(_GIVEN)] if number % 3 else ""
        return _SURNAMES[number % len(_SURNAMES)] + _GIVEN[number // 20 % len(_GIVEN)] + third
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"
