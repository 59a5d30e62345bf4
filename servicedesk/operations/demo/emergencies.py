"""Emergencies of the practice desk: what is due within minutes."""

from __future__ import annotations

from servicedesk.operations.demo.matter import Matter, Told

BURST_PIPE = Matter(
    "leak_flood",
    "repair",
    3,
    Told(
        "Burst pipe, {place}",
        "Water in the living room, coming from under the kitchen sink. She cannot find the main valve.",
        "Valve of the riser closed at 09:40. Joint behind the sink is cracked, part ordered from the store room.",
        "Our plumber is on his way and will be with you in twenty minutes. Please switch off the power in the kitchen.",
        "Cracked joint replaced, pressure tested for ten minutes, floor dried. Water is on again.",
    ),
    Told(
        "爆管漏水，{place}",
        "厨房水槽下面喷水，客厅已经进水，业主找不到总阀。",
        "楼层立管阀门已关闭，水槽后接头开裂，仓库领新件更换。",
        "水电师傅已经出发，二十分钟内到。请您先把厨房的电闸关掉，注意脚下。",
        "更换开裂接头，保压十分钟无渗漏，积水已清理，恢复供水。",
    ),
)
LIFT_TRAPPED = Matter(
    "lift_trapped",
    "repair",
    2,
    Told(
        "Two people trapped in the lift of unit {place}",
        "The lift stopped between the 6th and 7th floor. A mother and a child, calm, the light is on.",
        "Maintenance firm called, rescue team on site. Talking to the passengers over the intercom.",
        "We can hear you. The rescue team has been called and is fifteen minutes away. Please stay away from the doors.",
        "Both passengers out and well. Door lock contact of the 7th floor replaced, lift tested over ten trips.",
    ),
    Told(
        "电梯困人两名，{place} 单元",
        "电梯停在 6、7 楼之间，一位母亲带一个孩子，情绪稳定，轿厢内有照明。",
        "已通知维保单位，救援人员到场，五方对讲持续安抚中。",
        "我们听得到您说话，救援人员十五分钟内到，请不要扒门，靠里站好。",
        "两人安全救出，身体无碍。更换 7 楼层门锁触点，试运行十次正常。",
    ),
)
FIRE_ALARM = Matter(
    "fire_safety",
    "repair",
    2,
    Told(
        "Smell of burning in the stairwell near {place}",
        "Burnt plastic smell on the 5th floor landing since about ten minutes ago. No flames to be seen.",
        "Meter cabinet on the 5th floor: a terminal was charred. Power of the landing cut off.",
        "A guard with an extinguisher is going up now. Please keep your door closed and do not use the lift.",
        "Charred terminal replaced, cabinet cleaned, thermal camera shows nothing unusual.",
    ),
    Told(
        "{place} 楼道有焦糊味",
        "五楼楼道十分钟前开始有塑料烧焦的味道，没有看到明火。",
        "五楼电表箱一个端子烧黑，已切断该层公共用电。",
        "保安已带灭火器上楼查看，请您关好房门，不要乘电梯。",
        "更换烧损端子，清理电表箱，热成像检测无异常。",
    ),
)
CEILING_LEAK = Matter(
    "leak_flood",
    "repair",
    2,
    Told(
        "Water dripping from the ceiling, {place}",
        "It drips from the bathroom ceiling into the corridor, faster every minute. Upstairs nobody opens.",
        "Neighbour upstairs reached by phone: washing machine hose had slipped off.",
        "We are calling your neighbour upstairs and sending someone to shut the valve of that flat.",
        "Hose upstairs fixed, valve open again. The damp ceiling will be looked at once it is dry.",
    ),
    Told(
        "天花板滴水，{place}",
        "卫生间吊顶往走廊滴水，越来越快，楼上敲门没人应。",
        "电话联系到楼上业主，洗衣机进水管脱落。",
        "我们正在联系楼上业主，并派人先关掉楼上的进户阀。",
        "楼上进水管已装好并恢复供水，吊顶待干透后再查看。",
    ),
)

EMERGENCIES = (BURST_PIPE, LIFT_TRAPPED, FIRE_ALARM, CEILING_LEAK)
