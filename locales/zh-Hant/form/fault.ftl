# 填寫文書時的錯誤：哪一項，怎樣改。

form-fault-missing = 「{ $field }」沒有填：這一項必填（{ $detail }）。
form-fault-unknown = 沒有「{ $field }」這一項：請刪去，或者改成其中之一：{ $detail }。
form-fault-type = 「{ $field }」的類型不對：應當是 { $detail }。
form-fault-long = 「{ $field }」太長：最多 { $detail } 個字，請縮短。
form-fault-rows = 「{ $field }」行數太多：最多 { $detail } 行，請分成幾份。
form-fault-option = 「{ $field }」不在可選範圍：請從這些裡選：{ $detail }。
form-fault-date = 「{ $field }」不是有效的日期：請寫成 { $detail } 這樣。
form-fault-picture = 「{ $field }」所指的圖片沒有附上，或者不是 PNG、JPEG、SVG。已附上：{ $detail }。
form-fault-typesetting = 文書排不出來：{ $detail }。請檢查所附的圖片。
