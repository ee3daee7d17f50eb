# 本单位的工作名章：在谁手里，从何时起。

seal-title = 工作名章
seal-link = 本单位工作名章
seal-lead = 登记证备注处加盖的工作名章表明由谁经办。接手人确认收到之前，由原持有人负责。
seal-none-title = 还没有登记工作名章
seal-none-text = 由单位负责人逐枚登记，并注明持有人。
seal-number = 编号
seal-holder = 持有人
seal-since = { $at }起
seal-handed-to = 已交{ $name }，尚未确认
seal-ended = 已停用
seal-lost-at = { $at }遗失：{ $note }
seal-destroyed-at = { $at }销毁：{ $note }
seal-take = 已在我手中
seal-hand = 移交
seal-to = 移交给
seal-choose = 请选择
seal-lost = 报告遗失
seal-destroyed = 登记销毁
seal-make-title = 登记名章
seal-make = 登记
seal-head-makes = 新名章由单位负责人登记。
field-seal-name = 章上姓名
field-seal-note = 已知情况
fault-seal-to-not-chosen = 请选择人员。
