# 填写文书时的错误：哪一项，怎样改。

form-fault-missing = “{ $field }”没有填：这一项必填（{ $detail }）。
form-fault-unknown = 没有“{ $field }”这一项：请删去，或者改成其中之一：{ $detail }。
form-fault-type = “{ $field }”的类型不对：应当是 { $detail }。
form-fault-long = “{ $field }”太长：最多 { $detail } 个字，请缩短。
form-fault-rows = “{ $field }”行数太多：最多 { $detail } 行，请分成几份。
form-fault-option = “{ $field }”不在可选范围：请从这些里选：{ $detail }。
form-fault-date = “{ $field }”不是有效的日期：请写成 { $detail } 这样。
form-fault-picture = “{ $field }”所指的图片没有附上，或者不是 PNG、JPEG、SVG。已附上：{ $detail }。
form-fault-typesetting = 文书排不出来：{ $detail }。请检查所附的图片。
