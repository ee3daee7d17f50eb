# 援助協議書。

form-assistance-agreement-title = 就業援助協議書
form-assistance-agreement-number = 編號：{ $number }
form-assistance-agreement-party-a = 甲方（服務機構）
form-assistance-agreement-party-b = 乙方（援助對象）
form-assistance-agreement-opening = 為幫助乙方盡快穩定就業，雙方商定以下援助計劃：
form-assistance-agreement-measures = 一、援助措施
form-assistance-agreement-a = 二、甲方承諾
form-assistance-agreement-a-1 = 指定{ $responsible }為責任人，按時完成上述措施，每月聯繫乙方，全程免費。
form-assistance-agreement-a-2 = 主動告知乙方可以申請的扶持政策，協助辦理手續。
form-assistance-agreement-a-3 = 為乙方保密，不把個人和家庭情況告訴無關的人。
form-assistance-agreement-b = 三、乙方承諾
form-assistance-agreement-b-1 = 積極求職，參加約定的指導、培訓和面試。
form-assistance-agreement-b-2 = 如實說明就業和家庭情況，有變化及時告知甲方。
form-assistance-agreement-b-3 = 對推薦的崗位不合適的，說明理由。
form-assistance-agreement-term = 四、期限
form-assistance-agreement-term-text = 本協議自{ $from }起至{ $until }止。乙方穩定就業後，甲方繼續跟蹤服務。協議一式兩份，雙方各執一份。
form-assistance-agreement-sign-a = 甲方（蓋章）
form-assistance-agreement-sign-b = 乙方（簽字）
