# 本單位的工作名章：在誰手裡，從何時起。

seal-title = 工作名章
seal-link = 本單位工作名章
seal-lead = 登記證備註處加蓋的工作名章表明由誰經辦。接手人確認收到之前，由原持有人負責。
seal-none-title = 還沒有登記工作名章
seal-none-text = 由單位負責人逐枚登記，並註明持有人。
seal-number = 編號
seal-holder = 持有人
seal-since = { $at }起
seal-handed-to = 已交{ $name }，尚未確認
seal-ended = 已停用
seal-lost-at = { $at }遺失：{ $note }
seal-destroyed-at = { $at }銷毀：{ $note }
seal-take = 已在我手中
seal-hand = 移交
seal-to = 移交給
seal-choose = 請選擇
seal-lost = 報告遺失
seal-destroyed = 登記銷毀
seal-make-title = 登記名章
seal-make = 登記
seal-head-makes = 新名章由單位負責人登記。
field-seal-name = 章上姓名
field-seal-note = 已知情況
fault-seal-to-not-chosen = 請選擇人員。
