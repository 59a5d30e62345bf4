"""Repairs of the practice desk: what breaks in a residential compound."""

from __future__ import annotations

from servicedesk.operations.demo.matter import Matter, Told

REPAIRS = (
    Matter(
        "water_power",
        "repair",
        5,
        Told(
            "Kitchen tap drips, {place}",
            "The tap has been dripping since the weekend; a bowl fills up overnight.",
            "Cartridge worn out, same model in the store room.",
            "Our engineer can come this afternoon between two and four. Is somebody at home?",
            "Cartridge replaced, tap is dry. Shown to the resident how to close the valve under the sink.",
        ),
        Told(
            "厨房水龙头滴水，{place}",
            "水龙头从周末开始滴水，一晚上能接一盆。",
            "阀芯磨损，仓库有同型号。",
            "师傅今天下午两点到四点上门，请问家里有人吗？",
            "更换阀芯，不再滴水，已教业主如何关角阀。",
        ),
    ),
    Matter(
        "water_power",
        "repair",
        4,
        Told(
            "No hot water, {place}",
            "Hot water has been lukewarm since yesterday evening. The neighbours on the same floor have it too.",
            "Circulation pump of the riser stopped; breaker had tripped.",
            "The pump of your riser has failed. We expect hot water again by this evening.",
            "Pump restarted, breaker replaced. 52 degrees measured at the tap.",
        ),
        Told(
            "没有热水，{place}",
            "从昨晚开始热水不热，同层邻居也一样。",
            "该立管循环泵停机，空开跳闸。",
            "是您这条立管的循环泵故障，预计今天傍晚恢复热水。",
            "循环泵重启，更换空开，龙头实测 52 度。",
        ),
    ),
    Matter(
        "water_power",
        "repair",
        4,
        Told(
            "Power trips in the kitchen, {place}",
            "The breaker trips whenever the oven and the kettle run together.",
            "16 A circuit, load 21 A. Socket behind the oven slightly burnt.",
            "An electrician will look at it tomorrow morning at nine. Please do not use the oven until then.",
            "Burnt socket replaced, oven moved to its own circuit. Explained the limit to the resident.",
        ),
        Told(
            "厨房一用电就跳闸，{place}",
            "烤箱和电水壶一起用就跳闸。",
            "该回路 16A，实测 21A，烤箱后面的插座轻微烧痕。",
            "电工明天上午九点上门，在此之前请先不要用烤箱。",
            "更换烧损插座，烤箱改用独立回路，已向业主说明用电限额。",
        ),
    ),
    Matter(
        "lifts",
        "repair",
        4,
        Told(
            "Lift door scrapes, building of {place}",
            "The left door makes a grinding noise on the ground floor, and closes only at the second try.",
            "Gravel in the door sill. Guide shoe worn.",
            "The maintenance firm comes today before noon. The second lift is in order.",
            "Sill cleaned, guide shoe replaced, door force measured and within limits.",
        ),
        Told(
            "电梯门有刮擦声，{place} 单元",
            "一楼左侧门关闭时有摩擦声，要关两次才关得上。",
            "地坎有碎石，门导靴磨损。",
            "维保单位今天上午到场，另一部电梯正常使用。",
            "清理地坎，更换导靴，关门力测试合格。",
        ),
    ),
    Matter(
        "doors_keys",
        "repair",
        5,
        Told(
            "Entrance card does not open, {place}",
            "Two of the four cards of the family stopped working after the weekend.",
            "Cards had expired in the system on Sunday at midnight.",
            "Please bring the two cards to the counter; it takes five minutes. Until then the guard lets you in.",
            "Both cards renewed for two years and tried at the door.",
        ),
        Told(
            "门禁卡刷不开，{place}",
            "家里四张卡，周末之后有两张不能用。",
            "系统显示两张卡周日零点到期。",
            "请带上两张卡到前台，五分钟就好，这之前门岗会给您开门。",
            "两张卡已续期两年，现场试刷正常。",
        ),
    ),
    Matter(
        "doors_keys",
        "repair",
        3,
        Told(
            "Intercom is silent, {place}",
            "Visitors ring at the gate, we see the picture but hear nothing.",
            "Handset cord broken at the plug.",
            "We will bring a new handset tomorrow between ten and eleven.",
            "Handset replaced, call tested from gate and from the ground floor.",
        ),
        Told(
            "楼宇对讲没有声音，{place}",
            "访客按门口机，有图像没有声音。",
            "听筒线插头处断裂。",
            "明天上午十点到十一点给您送新听筒上门。",
            "更换听筒，大门和单元门呼叫测试正常。",
        ),
    ),
    Matter(
        "shared_facilities",
        "repair",
        4,
        Told(
            "Light on the stairs is out near {place}",
            "The lamp between the 4th and 5th floor has been dark for three days. An old lady lives up there.",
            "Motion sensor defective, lamp itself is good.",
            "Thank you for telling us. It will be mended today.",
            "Sensor replaced, all lamps of the staircase checked.",
        ),
        Told(
            "{place} 楼道灯不亮",
            "四楼到五楼之间的灯坏了三天，楼上住着老人。",
            "感应开关损坏，灯管正常。",
            "谢谢您告诉我们，今天之内修好。",
            "更换感应开关，整栋楼道灯已巡查一遍。",
        ),
    ),
    Matter(
        "shared_facilities",
        "repair",
        2,
        Told(
            "Swing in the playground is loose",
            "The left swing hangs by one bolt. Children still use it.",
            "Swing taken down and the place closed off with tape.",
            "We have closed off the swing and ordered new bolts. Thank you for looking after the children.",
            "Both bolts and chains replaced, load tested with 120 kg.",
        ),
        Told(
            "儿童乐园秋千松动",
            "左边秋千只剩一个螺栓挂着，孩子还在玩。",
            "秋千已拆下，现场拉警戒带。",
            "秋千已围挡停用，新螺栓已订购，谢谢您为孩子们着想。",
            "更换螺栓和链条，120 公斤载荷测试合格。",
        ),
    ),
    Matter(
        "water_power",
        "repair",
        3,
        Told(
            "Blocked drain in the bathroom, {place}",
            "Water stands in the shower for half an hour. Smells too.",
            "Hair and a toy block 2 m down the pipe.",
            "Somebody with the machine comes today at three.",
            "Drain cleared by machine, flow tested, trap cleaned.",
        ),
        Told(
            "卫生间地漏堵塞，{place}",
            "淋浴后积水半小时下不去，还有异味。",
            "管内两米处头发和一块积木。",
            "今天下午三点带疏通机上门。",
            "机器疏通完成，排水通畅，存水弯已清洗。",
        ),
    ),
)
