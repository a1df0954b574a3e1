<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Action</name>
    <message>
        <source>&amp;Save picture…</source>
        <translation>保存图片(&amp;S)…</translation>
    </message>
    <message>
        <source>Save a picture of the window as PNG</source>
        <translation>把窗口画面存为 PNG 图片</translation>
    </message>
    <message>
        <source>&amp;Copy picture</source>
        <translation>复制图片(&amp;C)</translation>
    </message>
    <message>
        <source>Put a picture of the window on the clipboard</source>
        <translation>把窗口画面放到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Undo the last change of the experiment</source>
        <translation>撤销对实验的上一次改动</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Redo what was undone</source>
        <translation>重做已撤销的改动</translation>
    </message>
    <message>
        <source>&amp;Next op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do one op: compute one tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back one op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo one op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do all ops of one layer and phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one l&amp;ayer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo all ops of one layer and phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the end of this iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one i&amp;teration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the beginning of this iteration, from there to the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next &amp;epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the end of this epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one e&amp;poch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the beginning of this epoch, from there to the one before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;xt by the bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step as the program bar says; presenters press this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back b&amp;y the bar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back as the program bar says; presenters press this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step int&amp;o</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the next op and look inside it; inside: the next term</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step o&amp;ver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run the next op; inside: finish this neuron, on to the next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One te&amp;rm back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inside an op: one term back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step o&amp;ut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the inside of the op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;un or pause</source>
        <translation>运行或暂停(&amp;U)</translation>
    </message>
    <message>
        <source>Train, or pause training</source>
        <translation>开始训练，或暂停训练</translation>
    </message>
    <message>
        <source>Run &amp;to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run to an iteration, a loss, an accuracy or a breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run to next &amp;breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run until a breakpoint stops it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to &amp;previous breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to where a breakpoint would have stopped it last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the st&amp;art</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to iteration 0; nothing is forgotten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to no&amp;w</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset</source>
        <translation>重置(&amp;R)</translation>
    </message>
    <message>
        <source>Back to iteration 0 with the same first weights</source>
        <translation>回到第 0 次迭代，初始权重不变</translation>
    </message>
    <message>
        <source>&amp;New seed</source>
        <translation>换随机种子(&amp;N)</translation>
    </message>
    <message>
        <source>Start again with other first weights</source>
        <translation>用另一组初始权重重新开始</translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation>减速(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation>加速(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Bigger text</source>
        <translation>放大文字(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>正常文字(&amp;N)</translation>
    </message>
    <message>
        <source>N&amp;umbers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How numbers are written: digits, powers of ten, decimal comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ani&amp;mate steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show how values flow through the network at each step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>恢复默认布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put all panels back in their places</source>
        <translation>把所有面板放回原处</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About bpviz</source>
        <translation>关于 bpviz(&amp;A)</translation>
    </message>
</context>
<context>
    <name>Activation</name>
    <message>
        <source>Identity</source>
        <translation>恒等</translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation>Sigmoid</translation>
    </message>
    <message>
        <source>Tanh</source>
        <translation>Tanh</translation>
    </message>
    <message>
        <source>ReLU</source>
        <translation>ReLU</translation>
    </message>
    <message>
        <source>Leaky ReLU</source>
        <translation>Leaky ReLU</translation>
    </message>
    <message>
        <source>Softmax</source>
        <translation>Softmax</translation>
    </message>
</context>
<context>
    <name>ActivationsEditor</name>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Activation of the output layer</source>
        <translation>输出层的激活函数</translation>
    </message>
    <message>
        <source>Activation of hidden layer {0}</source>
        <translation>第 {0} 个隐藏层的激活函数</translation>
    </message>
    <message>
        <source>one for each layer</source>
        <translation>每层各选一个</translation>
    </message>
</context>
<context>
    <name>Adapt</name>
    <message>
        <source>The settings that suit this data were taken; Undo brings the former ones back.</source>
        <translation>已采用适合该数据集的设置；“撤销”可恢复原来的设置。</translation>
    </message>
    <message>
        <source>The output activation became {0}, which this loss needs.</source>
        <translation>输出层激活函数已改为 {0}，这是该损失所要求的。</translation>
    </message>
    <message>
        <source>The update follows this loss itself now.</source>
        <translation>更新现在依据该损失本身。</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>The folder {0} cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you do is not kept for the case of a crash; save it yourself. {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A session of a former start cannot be restored; it is kept as {0}. {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Arrow keys move between units, W goes to a unit&apos;s weights, B to its bias, F2 types a new value, Escape clears, [ and ] change the sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected: {0}.</source>
        <translation>已选中：{0}。</translation>
    </message>
</context>
<context>
    <name>Cause</name>
    <message>
        <source>one of its factors is tiny</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one of its factors is 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the unit is saturated: its curve is flat there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the unit is switched off: its slope is 0 there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all that it is made of is tiny</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its terms cancel each other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is large because the next number is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>so it stands in the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>so the parameter stands now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its largest part comes from the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its largest part comes from a parameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this one is not small</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Cell</name>
    <message>
        <source>not known</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the weight from {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the bias of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the optimizer&apos;s {0} for {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the gradient of the loss for {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the input {0}, as the network sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the pre-activation of {0}: its weighted sum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the activation of {0}: what it passes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the loss changes with z of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>how the loss changes with the activation of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the slope of the activation function of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the target {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss of this batch, before its update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the step size of the next update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the optimizer&apos;s {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CellCard</name>
    <message>
        <source>Inspect {0}, {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished">学习率</translation>
    </message>
    <message>
        <source>where</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest relative error {0} at {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backpropagation {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>central difference {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two differ by more than rounding: this gradient is wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} entries cannot be compared: between the two points of the difference the slope of an activation or of a penalty jumps (relu does at 0), so that a right gradient may differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entries compared: {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CheckView</name>
    <message>
        <source>Moves each weight and bias a little both ways and compares the change of the loss with the gradient of backpropagation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check all gradients of the iteration that is shown; a run pauses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the check; what is finished stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entries checked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest relative error, |a − n| / (|a| + |n|), kinks left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the check has found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Enter selects the entry with the largest error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, kinks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking iteration {0} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled before a tensor was finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled; these tensors of iteration {0} were finished.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration {0}: wrong in {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration {0}: right wherever it can be told; some entries lie at a kink.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration {0}: all gradients are right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Out of date: you are looking at iteration {0}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Choice</name>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>求和</translation>
    </message>
</context>
<context>
    <name>CodeView</name>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names of the variables</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Call the variables as the field does, or as one of the tutorials</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the code, or what is marked of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write this run as a program of its own, which gives the same numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export script…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export notebook…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code of one iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up and Down select an op, Enter goes to it; the full arrow has just run, the hollow one comes next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click selects this op, a double click goes to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export script</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Python script (*.py)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export notebook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jupyter notebook (*.ipynb)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} reproduces {1} iterations.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>A picture of the window is on the clipboard.</source>
        <translation>窗口画面已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>The picture was saved as {0}.</source>
        <translation>图片已保存为 {0}。</translation>
    </message>
    <message>
        <source>The picture cannot be written to {0}; choose another place.</source>
        <translation>图片无法写入 {0}；请选择其他位置。</translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message>
        <source>Bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a finite number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops before the op that would write NaN or infinity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient above a bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where the largest |entry| of a gradient gets above the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|{what}| &gt; {bound}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient below a bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where the largest |entry| of a gradient gets below the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|{what}| &lt; {bound}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delta above a bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where the largest |dLoss/dz| of a layer gets above the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any delta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delta below a bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where the largest |dLoss/dz| of a layer gets below the bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight changes its sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops at each update after which the weight has another sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} changes its sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight changes by a share of itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops at each update that moves a weight by more than so many percent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} changes by more than {bound} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss rises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where the loss is by so many percent above that of the iteration before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss rises by more than {bound} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit dies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where a ReLU unit becomes 0 for every sample of the batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is 0 for all samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any ReLU unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit saturates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where a unit&apos;s slope f&apos;(z) gets below the bound for all samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>|{what}| ≤ {bound} for all samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any unit&apos;s f&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accuracy reached</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where this share of the batch&apos;s rows is classified right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>batch accuracy ≥ {bound}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share (0 to 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample misclassified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where this training row is in the batch and is taken for another class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training row {sample} misclassified</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stops where an expression over tensors becomes true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped before op {0} of iteration {1}: it would write {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a value that is not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at op {0} of iteration {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at op {0} of iteration {1}: {2} = {3}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>Back at iteration 0, with the same first weights.</source>
        <translation>已回到第 0 次迭代，初始权重不变。</translation>
    </message>
    <message>
        <source>A new run was started with seed {0}.</source>
        <translation>已用随机种子 {0} 开始新的运行。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the names of settings</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>A new run was started: {0} cannot change in mid-run.</source>
        <translation>已开始新的运行：{0}不能在训练途中更改。</translation>
    </message>
    <message>
        <source>Op {0} of iteration {1} would make {2} no longer finite; it was not done: step back from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training stopped in iteration {0}: {1} is no longer finite. The state before that iteration is kept; a smaller learning rate or scaled inputs may help.</source>
        <translation>训练在第 {0} 次迭代停止：{1} 出现了非有限值。已保留该次迭代之前的状态；减小学习率或缩放输入可能有帮助。</translation>
    </message>
    <message>
        <source>In iteration {0} the loss is at most {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In iteration {0} the accuracy is at least {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no breakpoint that is switched on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No breakpoint would have stopped the run before this place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the data…</source>
        <translation>正在加载数据…</translation>
    </message>
    <message>
        <source>This cuts off iteration {0}; Undo brings it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cuts off iterations {0} to {1}; Undo brings them back.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation>
            <numerusform>%n 个神经元</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>parameters after {0} update(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} parameter(s)</source>
        <translation>
            <numerusform>{0} 个参数</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something went wrong</source>
        <translation>出错了</translation>
    </message>
    <message>
        <source>bpviz met an error that it did not foresee. Training is paused and the window stays open; you may go on working. The report below helps to find the mistake; nothing is sent anywhere.</source>
        <translation>bpviz 遇到了意料之外的错误。训练已暂停，窗口仍然打开，您可以继续使用。下面的报告有助于找出问题；不会向任何地方发送任何内容。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
    <message>
        <source>Put the report on the clipboard</source>
        <translation>把报告放到剪贴板</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>Close this report and go on working</source>
        <translation>关闭报告，继续使用</translation>
    </message>
</context>
<context>
    <name>CurvesMenu</name>
    <message>
        <source>Log loss</source>
        <translation type="unfinished">损失取对数</translation>
    </message>
    <message>
        <source>Logarithmic axis for the loss; values that are not above 0 are left out</source>
        <translation type="unfinished">损失轴用对数刻度；不大于 0 的值不画出</translation>
    </message>
    <message>
        <source>Log iterations</source>
        <translation type="unfinished">迭代取对数</translation>
    </message>
    <message>
        <source>Logarithmic axis for the iterations; iteration 0 is left out</source>
        <translation type="unfinished">迭代轴用对数刻度；第 0 次迭代不画出</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished">显示全部</translation>
    </message>
    <message>
        <source>Show the whole run again and follow it (double click on a plot)</source>
        <translation type="unfinished">重新显示整个运行过程并跟随（双击图）</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished">复制图片</translation>
    </message>
    <message>
        <source>Copy values as CSV</source>
        <translation type="unfinished">以 CSV 格式复制数值</translation>
    </message>
    <message>
        <source>Run to iteration {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to iteration {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy values as CSV (every {0}. iteration)</source>
        <translation type="unfinished">以 CSV 格式复制数值（每 {0} 次迭代取一个）</translation>
    </message>
</context>
<context>
    <name>CurvesView</name>
    <message>
        <source>Axes, and copying the curves</source>
        <translation>坐标轴，以及复制曲线</translation>
    </message>
    <message>
        <source>More about the curves</source>
        <translation>更多曲线选项</translation>
    </message>
    <message>
        <source>The train loss at iteration i is the loss of its batch before update i.</source>
        <translation>第 i 次迭代的训练损失，是该批数据在第 i 次更新之前的损失。</translation>
    </message>
    <message>
        <source>Faint: the run before the last reset.</source>
        <translation>淡色：上次重置之前的运行。</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>Both have no room here; a higher panel shows them together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss</source>
        <translation type="unfinished">损失</translation>
    </message>
    <message>
        <source>Left and Right read the values, Home and End go to the first and the last, Enter goes there in the run, Esc ends.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Plot of the loss</source>
        <translation>损失曲线图</translation>
    </message>
    <message>
        <source>Plot of the accuracy</source>
        <translation>准确率曲线图</translation>
    </message>
    <message>
        <source>Loss ({0}, before the update)</source>
        <translation>损失（{0}，更新前）</translation>
    </message>
    <message>
        <source>The update is {0} × the gradient of this loss.</source>
        <translation>更新量是该损失的梯度的 {0} 倍。</translation>
    </message>
    <message>
        <source>train (batch)</source>
        <translation>训练（批）</translation>
    </message>
    <message>
        <source>train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>earlier</source>
        <translation>上次</translation>
    </message>
    <message>
        <source>diverged at {0}: {1}</source>
        <translation>在 {0} 处发散：{1}</translation>
    </message>
    <message>
        <source>up to {0} above</source>
        <translation>上方最高达 {0}</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
</context>
<context>
    <name>Dataset</name>
    <message>
        <source>Iris</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Hours of study</source>
        <translation>学习时长</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>异或（XOR）</translation>
    </message>
    <message>
        <source>Spiral</source>
        <translation>双螺旋</translation>
    </message>
    <message>
        <source>Handwritten digits</source>
        <translation>手写数字</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>快捷键及其作用</translation>
    </message>
    <message>
        <source>About bpviz</source>
        <translation>关于 bpviz</translation>
    </message>
    <message>
        <source>bpviz {0}

A debugger for backpropagation: any moment of training, any number, and why it is that number.

Free software under the MIT licence. Fonts: DejaVu (Bitstream Vera licence), Noto Sans CJK and STIX Two Math (SIL Open Font Licence). Icons: Tabler (MIT). Colour scale: CET-D1 by P. Kovesi (CC BY 4.0).</source>
        <translation>bpviz {0}

反向传播的调试器：训练的任何时刻、任何数值，以及它为什么是这个数值。

自由软件，采用 MIT 许可证。字体：DejaVu（Bitstream Vera 许可证）、Noto Sans CJK 和 STIX Two Math（SIL 开放字体许可证）。图标：Tabler（MIT）。色标：P. Kovesi 的 CET-D1（CC BY 4.0）。</translation>
    </message>
</context>
<context>
    <name>Entry</name>
    <message>
        <source>a whole number, such as 8</source>
        <translation>整数，例如 8</translation>
    </message>
    <message>
        <source>a number, such as 0.01 or 1e-6</source>
        <translation>数，例如 0.01 或 1e-6</translation>
    </message>
    <message>
        <source>a whole number, such as 32, or nothing</source>
        <translation>整数，例如 32，或留空</translation>
    </message>
    <message>
        <source>a number of rows, a share such as 0.2 or 20 %, or nothing</source>
        <translation>行数、比例（例如 0.2 或 20 %），或留空</translation>
    </message>
    <message>
        <source>indices that count from 0, such as 3,2, or nothing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>x_test and y_test must be given together, or neither of them.</source>
        <translation>x_test 和 y_test 必须同时给出，或都不给出。</translation>
    </message>
    <message>
        <source>{0} has {1} columns; it must have {2}, as the rest.</source>
        <translation>{0} 有 {1} 列；必须与其余数据一样有 {2} 列。</translation>
    </message>
    <message>
        <source>There are {0} feature names for {1} columns of x.</source>
        <translation>有 {0} 个特征名，而 x 有 {1} 列。</translation>
    </message>
    <message>
        <source>There are {0} target names for {1} columns of y.</source>
        <translation>有 {0} 个目标名，而 y 有 {1} 列。</translation>
    </message>
    <message>
        <source>test_size is {0}; the data set has {1} rows, and at least one must be left to train.</source>
        <translation>test_size 为 {0}；数据集有 {1} 行，至少要留一行用于训练。</translation>
    </message>
    <message>
        <source>{0} reaches {1:g}, which is too large to be scaled by {2}.</source>
        <translation>{0} 达到 {1:g}，太大，无法用 {2} 缩放。</translation>
    </message>
    <message>
        <source>{0} holds something that is no number; it must be a table of numbers.</source>
        <translation>{0} 中含有不是数的内容；它必须是数值表。</translation>
    </message>
    <message>
        <source>{0} has the shape {1}; it must be (rows, columns) with at least one of each.</source>
        <translation>{0} 的形状为 {1}；必须为（行数，列数），且行列至少各一。</translation>
    </message>
    <message>
        <source>{0} is {1} in row {2}, column {3}; every value must be finite.</source>
        <translation>{0} 在第 {2} 行第 {3} 列的值为 {1}；每个值都必须是有限的。</translation>
    </message>
    <message>
        <source>{0} has one class only ({1}); a classifier needs two or more.</source>
        <translation>{0} 只有一个类别（{1}）；分类至少需要两个类别。</translation>
    </message>
    <message>
        <source>{0} must be 1-D with the classes of y: {1}.</source>
        <translation>{0} 必须是一维的，且类别与 y 相同：{1}。</translation>
    </message>
    <message>
        <source>{0} has {1} rows and {2} has {3}; they must have the same number.</source>
        <translation>{0} 有 {1} 行，而 {2} 有 {3} 行；两者的行数必须相同。</translation>
    </message>
    <message>
        <source>{0} is not finite at op {1} of iteration {2}; the state before that iteration is kept: try a smaller learning rate or scaled inputs.</source>
        <translation>{0} 在第 {2} 次迭代的运算 {1} 处出现非有限值；已保留该次迭代之前的状态：请减小学习率或缩放输入。</translation>
    </message>
    <message>
        <source>There is no preset {0!r}; there are: {1}.</source>
        <translation>没有预设 {0!r}；现有的预设是：{1}。</translation>
    </message>
    <message>
        <source>An experiment has no setting {0!r}; it has: {1}.</source>
        <translation>实验没有设置项 {0!r}；现有的设置项是：{1}。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be true or false.</source>
        <translation>{0} 为 {1!r}；必须为真或假。</translation>
    </message>
    <message>
        <source>update_loss is {0!r}, which is no other convention of {1!r}: the two must differ by a factor only.</source>
        <translation>update_loss 为 {0!r}，它不是 {1!r} 的另一种约定：两者只能相差一个系数。</translation>
    </message>
    <message>
        <source>hidden is {0!r}; it must be a list of layer sizes, such as 8,4.</source>
        <translation>hidden 为 {0!r}；必须是各层大小的列表，例如 8,4。</translation>
    </message>
    <message>
        <source>hidden has {0} layers; at most {1} are possible.</source>
        <translation>hidden 有 {0} 层；最多只能有 {1} 层。</translation>
    </message>
    <message>
        <source>a hidden layer&apos;s size is {0!r}; it must be a whole number from {1} to {2}.</source>
        <translation>某个隐藏层的大小为 {0!r}；必须是 {1} 到 {2} 之间的整数。</translation>
    </message>
    <message>
        <source>activation has {0} keys for {1} layers (hidden and output); give one key, or one for each of the {1} layers.</source>
        <translation>activation 给出了 {0} 个名称，而网络有 {1} 层（隐藏层和输出层）；请给出一个名称，或为 {1} 层各给一个。</translation>
    </message>
    <message>
        <source>{0} needs the output activation {1}, not {2}.</source>
        <translation>{0} 要求输出层激活函数为 {1}，而不是 {2}。</translation>
    </message>
    <message>
        <source>softmax works as the output activation only, not in a hidden layer.</source>
        <translation>softmax 只能用作输出层激活函数，不能用于隐藏层。</translation>
    </message>
    <message>
        <source>{0} needs one target column for each class, with a sum of 1 in each row; these data have {1}: use binary_cross_entropy for two classes in one column, or mse for numbers.</source>
        <translation>{0} 要求每个类别有一个目标列，且每行之和为 1；这些数据有 {1} 列：一列表示两个类别时请用 binary_cross_entropy，目标为数值时请用 mse。</translation>
    </message>
    <message>
        <source>{0} needs targets from 0 to 1; these data reach from {1:g} to {2:g}.</source>
        <translation>{0} 要求目标值在 0 到 1 之间；这些数据的范围是 {1:g} 到 {2:g}。</translation>
    </message>
    <message>
        <source>The net {0} has {1:,} parameters; at most {2:,} are possible.</source>
        <translation>网络 {0} 有 {1:,} 个参数；最多只能有 {2:,} 个。</translation>
    </message>
    <message>
        <source>init_scale is {0!r}, which makes the first weights infinite; try 1.</source>
        <translation>init_scale 为 {0!r}，会使初始权重变为无穷大；请试试 1。</translation>
    </message>
    <message>
        <source>x has the shape {0}; it must be (rows, {1}).</source>
        <translation>x 的形状为 {0}；必须为（行数，{1}）。</translation>
    </message>
    <message>
        <source>Parameters can be set between two iterations only; finish this one with step().</source>
        <translation>只能在两次迭代之间设置参数；请先用 step() 完成本次迭代。</translation>
    </message>
    <message>
        <source>There is no parameter {0!r}; there are: {1}.</source>
        <translation>没有参数 {0!r}；现有的参数是：{1}。</translation>
    </message>
    <message>
        <source>{0} has the shape {1}; it must be {2}.</source>
        <translation>{0} 的形状为 {1}；必须为 {2}。</translation>
    </message>
    <message>
        <source>{0} holds a value that is not finite; every weight must be a finite number.</source>
        <translation>{0} 中含有非有限值；每个权重都必须是有限的数。</translation>
    </message>
    <message>
        <source>A state can be taken between two iterations only; finish this one with step().</source>
        <translation>只能在两次迭代之间取得状态；请先用 step() 完成本次迭代。</translation>
    </message>
    <message>
        <source>This is the beginning of the run; there is no op to take back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number of 0 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>op is {0}; an iteration has the places 0 to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration is {0}; what is recorded begins at iteration {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no entry {1}; its shape is {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}{1} cannot be {2!r}; it must be a finite number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The state holds {0} numbers; this network and optimizer have {1}.</source>
        <translation>该状态含有 {0} 个数；而此网络和优化器有 {1} 个。</translation>
    </message>
    <message>
        <source>test_size is {0!r}; it must be a number of rows or a share from 0 to below 1.</source>
        <translation>test_size 为 {0!r}；必须是行数，或从 0 到小于 1 的比例。</translation>
    </message>
    <message>
        <source>test_size is {0!r}; a share must be below 1 (a number of rows is a whole number).</source>
        <translation>test_size 为 {0!r}；比例必须小于 1（行数为整数）。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be one of: {2}.</source>
        <translation>{0} 为 {1!r}；必须是以下之一：{2}。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a whole number from {2} to {3}.</source>
        <translation>{0} 为 {1!r}；必须是 {2} 到 {3} 之间的整数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a finite number above 0.</source>
        <translation>{0} 为 {1!r}；必须是大于 0 的有限数。</translation>
    </message>
    <message>
        <source>{0} is {1!r}; it must be a finite number of 0 or more.</source>
        <translation>{0} 为 {1!r}；必须是不小于 0 的有限数。</translation>
    </message>
    <message>
        <source>An error that nobody foresaw came up with the file {0!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The iteration is {0:g}; it must be a whole number from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no tensor {0!r} in this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has the shape {1}; there is no entry {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no condition {0!r}; there are: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no training row {0}; they count from 0 to {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These data have no classes, so none can be right or wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This net has no tensor that this breakpoint could be about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This net has no {0!r} that this breakpoint could be about; it has: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which entry of {0} is meant? Give its indices, such as {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An entry can be given for a named tensor only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has no entry {1}; its indices count from 0 to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bound is {0}; it must be a number from 0 to {1:g}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bound is {0}; it must be a number of 0 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no bpviz session, or it is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened: its array {0} is damaged or of an unknown kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened: its session.json is not valid JSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened: its session.json is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened: its member {0!r} is unknown, double or encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened: it holds {0:,} bytes, and at most {1:,} are possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file cannot be opened: its session.json holds {0}, which is not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {0!r} cannot be read: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {0!r} cannot be written: {1}; choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {0!r} must end in .py (a script) or .ipynb (a notebook).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not computed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The result has the shape {0}; it must be one number: use any(…), all(…), max(…) or an index.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expression is empty; write a condition such as max(abs(dW1)) &lt; 1e-6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The expression has {0} characters; at most {1} are possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: there is no tensor {1}; did you mean {2}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: there is no tensor {1}; there are: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: this bracket closes nothing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: this bracket is never closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: two values are compared with ==, not with =.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: {1} has no meaning here; write and, or, not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: a power is written **, not ^.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: nothing can follow a dot; write max(W1), not W1.max().</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: this is no number; write one such as 0.5 or 1e-6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: {1} has no meaning here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: the expression cannot be understood; write one such as max(abs(dW1)) &lt; 1e-6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: the parts lie too deep in each other; at most {1} levels are possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: {1} needs a value in brackets, such as {1}(dW1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: there are several values; a decimal number is written with a point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: {1} is no function; there are: {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: {1} takes one value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: an index must be a whole number or a slice, such as W1[3,2] or dW1[:,0].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The edits of this run take {0:,} bytes, which is all that they may take.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The state is of iteration {0}; the recorded run has {1} to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: and, or, not need one truth value, not a tensor of shape {1}: use any(…) or all(…).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: this index is outside of a tensor of shape {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: this slice of a tensor is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: the shapes {1} and {2} do not go together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {0}: this would be too large to be tested in every iteration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run&apos;s data and weights are {0:,} numbers; a script can hold {1:,} at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session cannot be opened: its {0} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session is of format {0}, and this version of bpviz reads format {1}; update it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The session was made with other data than {0!r} has now: the fingerprints differ.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no tensor {0!r}; there are: {1}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Experiment</name>
    <message>
        <source>Data</source>
        <translation>数据集</translation>
    </message>
    <message>
        <source>The data set that the network learns</source>
        <translation>网络所学习的数据集</translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>Units in each hidden layer</source>
        <translation>每个隐藏层的神经元数</translation>
    </message>
    <message>
        <source>Activation</source>
        <translation>激活函数</translation>
    </message>
    <message>
        <source>The function that turns z into a, for all layers or for each</source>
        <translation>把 z 变为 a 的函数，可各层相同，也可每层各选</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>The number that training makes smaller</source>
        <translation>训练所要减小的数</translation>
    </message>
    <message>
        <source>Over rows</source>
        <translation>批内归约</translation>
    </message>
    <message>
        <source>Whether the loss is the mean or the sum over the rows of a batch</source>
        <translation>损失对一批数据的各行取平均还是求和</translation>
    </message>
    <message>
        <source>Update follows</source>
        <translation>更新依据</translation>
    </message>
    <message>
        <source>Another convention of the loss, whose gradient the update follows, as some programs do</source>
        <translation>损失的另一种约定，更新按它的梯度进行，有些程序就是这样做的</translation>
    </message>
    <message>
        <source>the loss itself</source>
        <translation>损失本身</translation>
    </message>
    <message>
        <source>… over rows</source>
        <translation>更新批内归约</translation>
    </message>
    <message>
        <source>Mean or sum over rows in the convention that the update follows</source>
        <translation>更新所依据的约定中，对各行取平均还是求和</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>How the gradient becomes a change of the weights</source>
        <translation>梯度如何变为权重的改变</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>The step size; it may change in the middle of a run</source>
        <translation>步长；可在训练途中更改</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批大小</translation>
    </message>
    <message>
        <source>Rows of one iteration; empty: all rows</source>
        <translation>一次迭代所用的行数；留空：全部行</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>全部行</translation>
    </message>
    <message>
        <source>Biases</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>Whether the layers have biases</source>
        <translation>各层是否有偏置</translation>
    </message>
    <message>
        <source>Initializer</source>
        <translation>初始化方法</translation>
    </message>
    <message>
        <source>How the first weights are drawn</source>
        <translation>初始权重的抽取方式</translation>
    </message>
    <message>
        <source>Initial scale</source>
        <translation>初始缩放</translation>
    </message>
    <message>
        <source>Factor on the first weights</source>
        <translation>初始权重所乘的系数</translation>
    </message>
    <message>
        <source>L1</source>
        <translation>L1 正则化</translation>
    </message>
    <message>
        <source>Penalty on the sum of |W|, added to the loss</source>
        <translation>对 |W| 之和的惩罚，加到损失上</translation>
    </message>
    <message>
        <source>L2</source>
        <translation>L2 正则化</translation>
    </message>
    <message>
        <source>Penalty on half the sum of W², added to the loss</source>
        <translation>对 W² 之和的一半的惩罚，加到损失上</translation>
    </message>
    <message>
        <source>Scaling</source>
        <translation>输入缩放</translation>
    </message>
    <message>
        <source>How the inputs are scaled, fitted on the training rows only; empty: as suits the data</source>
        <translation>输入的缩放方式，只按训练行拟合；留空：随数据集而定</translation>
    </message>
    <message>
        <source>as suits the data</source>
        <translation>随数据集而定</translation>
    </message>
    <message>
        <source>Test rows</source>
        <translation>测试行</translation>
    </message>
    <message>
        <source>Rows held out for the test set: a number of rows or a share below 1; empty: as suits the data</source>
        <translation>留作测试集的行：行数，或小于 1 的比例；留空：随数据集而定</translation>
    </message>
    <message>
        <source>Stratified</source>
        <translation>分层抽样</translation>
    </message>
    <message>
        <source>Hold out the same share of every class</source>
        <translation>每个类别留出相同的比例</translation>
    </message>
    <message>
        <source>Split seed</source>
        <translation>划分种子</translation>
    </message>
    <message>
        <source>Seed of the test split; empty: the seed below</source>
        <translation>划分测试集用的随机种子；留空：用下面的随机种子</translation>
    </message>
    <message>
        <source>the seed</source>
        <translation>同随机种子</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Fixes the first weights, the split and the order of the batches</source>
        <translation>决定初始权重、测试集划分和各批的顺序</translation>
    </message>
</context>
<context>
    <name>ExperimentView</name>
    <message>
        <source>{0} is “{1}”; it must be {2}.</source>
        <translation>{0}为“{1}”；应为{2}。</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Settings that learn, and the tutorials&apos; own; choosing starts a new run</source>
        <translation>能学会的设置，以及教程原来的设置；选择后开始新的运行</translation>
    </message>
    <message>
        <source>own settings</source>
        <translation>自定义设置</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>更多设置</translation>
    </message>
    <message>
        <source>Show or hide the settings that are rarely changed</source>
        <translation>显示或隐藏很少更改的设置</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>撤销上一次改动</translation>
    </message>
    <message>
        <source>Redo the change</source>
        <translation>重做改动</translation>
    </message>
    <message>
        <source>Applies at once, in mid-run.</source>
        <translation>立即生效，训练途中也可更改。</translation>
    </message>
    <message>
        <source>A change starts a new run.</source>
        <translation>更改后开始新的运行。</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>The run has diverged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} stops being finite at op {2} of iteration {0}; the state before it is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back before it and watch how the numbers grow; a smaller learning rate or scaled inputs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>values that are not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient vanishes on its way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has size {1}, {2} has {3}: the first layers hardly learn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ReLU or tanh for sigmoid, an initializer that suits it, or fewer layers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vanishing and exploding gradients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient explodes on its way back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} has size {1}, {2} only {3}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller first weights (initializer, initial scale) or a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is very large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The entries of {0} have size {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaled inputs and targets, the mean instead of the sum over rows, or a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dead units in layer {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} of {2} units (number {3}) have slope 0 for every training row: their gradient is exactly zero, so they learn nothing more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller learning rate, leaky ReLU, or another initializer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dead and saturated units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saturated units in layer {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} of {2} units (number {3}) have a slope f&apos;(z) of at most {4} for every training row: hardly any gradient passes through them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller first weights, scaled inputs, or a smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The updates are large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One update moves {0} by {1} of its own size; about 0.001 is usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updates that are too large or too small for the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The updates are tiny, and the loss is still high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One update moves no weight matrix by more than {0} of its own size; about 0.001 is usual.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A larger learning rate, or another optimizer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss goes up and down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the last 40 epochs it went between {0} and {1} and turned {2} % of the time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller learning rate; with mini-batches larger ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a loss that oscillates or stands still</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss stands still while it is high</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {0} iterations it went from {1} to {2}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More iterations, a larger learning rate, another seed, or more hidden units.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The inputs are not scaled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} goes from {1} to {2}; {3} is the smallest.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scaling: standardize (mean 0, deviation 1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>inputs that are not scaled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units of layer {0} are twins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{1} units, such as {2} and {3}, have the same weights before and behind them: every update moves them alike, so they count as one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An initializer that draws the first weights at random.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units with the same weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class is never predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} of {2} training rows belong to it, and none is taken for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More iterations, a larger learning rate, or more hidden units.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>classes that are never predicted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Try: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go before it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, iteration {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to op {0} of iteration {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit {0} of layer {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select it in the picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FindingsView</name>
    <message>
        <source>Nothing found.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Formula</name>
    <message>
        <source>if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>else</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>for one row:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormulaView</name>
    <message>
        <source>Copy formula as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy formula as picture</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Furniture</name>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>R&amp;un</source>
        <translation>运行(&amp;U)</translation>
    </message>
    <message>
        <source>Panels that share this place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and Right change the panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Titles further left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Titles further right</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Initializer</name>
    <message>
        <source>Xavier (Glorot), uniform</source>
        <translation>Xavier 均匀分布</translation>
    </message>
    <message>
        <source>Xavier (Glorot), normal</source>
        <translation>Xavier 正态分布</translation>
    </message>
    <message>
        <source>He (Kaiming), uniform</source>
        <translation>He 均匀分布</translation>
    </message>
    <message>
        <source>He (Kaiming), normal</source>
        <translation>He 正态分布</translation>
    </message>
    <message>
        <source>LeCun, uniform</source>
        <translation>LeCun 均匀分布</translation>
    </message>
    <message>
        <source>LeCun, normal</source>
        <translation>LeCun 正态分布</translation>
    </message>
    <message>
        <source>Uniform in [0, 1)</source>
        <translation>[0, 1) 均匀分布</translation>
    </message>
    <message>
        <source>Standard normal</source>
        <translation>标准正态分布</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>What it read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What reads it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {0} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the {0} others together</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>penalty on large weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why did this weight move?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why did this bias move?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its gradient is the sum of what {0} samples want; the update goes the other way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the gradient to the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>because {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why is {0} so small?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} does not exist in this network or batch. Select another number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in this network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select a unit, a weight, a bias, a layer&apos;s caption, an op or a cell of the table: here you see its rule, the same rule with this moment&apos;s numbers, and where each of them comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit {0} of layer {1} ({2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample {0} is not in this batch: the numbers are those of sample {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This program has no op of that name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>op {0} of {1}: {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, layer {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It reads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>layer {0}, units 0 to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tensors, each with its norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}, mean {1}, from {2} to {3}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>InspectorView</name>
    <message>
        <source>History of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to what was inspected before (Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ahead again (Shift+Backspace)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayersEditor</name>
    <message>
        <source>Units of hidden layer {0}</source>
        <translation>第 {0} 个隐藏层的神经元数</translation>
    </message>
    <message>
        <source>One hidden layer less</source>
        <translation>减少一个隐藏层</translation>
    </message>
    <message>
        <source>One hidden layer more</source>
        <translation>增加一个隐藏层</translation>
    </message>
</context>
<context>
    <name>Lens</name>
    <message>
        <source>{0}; of one row: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Factor: {0} stands before the sum.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the outputs: the mean, so it is divided by {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the outputs: the sum of {0}, not divided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the rows of the batch: the mean, so it is divided by {0}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over the rows of the batch: the sum of {0}, not divided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to it: {0} × the sum of |W| and {1} × the sum of W².</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The curve shows the loss of each iteration&apos;s batch before its update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update follows the gradient of this very loss: {0} × the gradient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is {0} × the gradient of this loss: it follows {1}, the mean over the rows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update is {0} × the gradient of this loss: it follows {1}, the sum over the rows.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LensButton</name>
    <message>
        <source>How this loss is counted</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Loss</name>
    <message>
        <source>Mean squared error</source>
        <translation>均方误差</translation>
    </message>
    <message>
        <source>Half squared error</source>
        <translation>半平方误差</translation>
    </message>
    <message>
        <source>Half mean squared error</source>
        <translation>半均方误差</translation>
    </message>
    <message>
        <source>Binary cross-entropy</source>
        <translation>二元交叉熵</translation>
    </message>
    <message>
        <source>Cross-entropy</source>
        <translation>交叉熵</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Examples</source>
        <translation>示例(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
</context>
<context>
    <name>MessageLine</name>
    <message>
        <source>Close this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>MomentBox</name>
    <message>
        <source>iteration {0}</source>
        <translation>迭代 {0}</translation>
    </message>
    <message>
        <source>train loss {0}</source>
        <translation>训练损失 {0}</translation>
    </message>
    <message>
        <source>test loss {0}</source>
        <translation>测试损失 {0}</translation>
    </message>
    <message>
        <source>train accuracy {0}</source>
        <translation>训练准确率 {0}</translation>
    </message>
    <message>
        <source>test accuracy {0}</source>
        <translation>测试准确率 {0}</translation>
    </message>
    <message>
        <source>measured at {0}:</source>
        <translation>在迭代 {0} 测得：</translation>
    </message>
</context>
<context>
    <name>Naming</name>
    <message>
        <source>tutorial: {0} (other sign, no factor)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tutorial: {0} (no factor: W2_update has it)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tutorial: {0}, half the mean of squares</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The field&apos;s names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iris tutorial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hours of study tutorial</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>XOR tutorial</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetHeader</name>
    <message>
        <source>Previous sample</source>
        <translation>上一个样本</translation>
    </message>
    <message>
        <source>Show the sample before ( [ )</source>
        <translation>显示上一个样本（[ 键）</translation>
    </message>
    <message>
        <source>Next sample</source>
        <translation>下一个样本</translation>
    </message>
    <message>
        <source>Show the next sample ( ] )</source>
        <translation>显示下一个样本（] 键）</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom out (Ctrl+−)</source>
        <translation>缩小（Ctrl+−）</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom in (Ctrl++ or Ctrl and the wheel)</source>
        <translation>放大（Ctrl++，或按住 Ctrl 滚动滚轮）</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Show the whole network (Ctrl+0)</source>
        <translation>显示整个网络（Ctrl+0）</translation>
    </message>
    <message>
        <source>What units show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which number stands in the units; auto: what the op reads and writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units: auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units: a</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units: z</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units: delta</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lines show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show on the lines W, dW or the last change; auto: what the op reads and writes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines: auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines: W</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines: dW</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>lines: change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training row whose values the units show</source>
        <translation>各神经元所显示的是这一训练行的值</translation>
    </message>
</context>
<context>
    <name>Network</name>
    <message>
        <source>{0} · {1} within ±{2}</source>
        <translation>{0} · {1} 在 ±{2} 内</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>where the loss wants the unit to go (−delta)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where the loss wants it (−delta)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from prediction ● to target |</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gap</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>negative</source>
        <translation>负值</translation>
    </message>
    <message>
        <source>unit, its activation</source>
        <translation>神经元的激活值</translation>
    </message>
    <message>
        <source>unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias</source>
        <translation>偏置</translation>
    </message>
    <message>
        <source>target {0}</source>
        <translation>目标 {0}</translation>
    </message>
    <message>
        <source>target</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>input</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>隐藏层</translation>
    </message>
    <message>
        <source>hidden {0}</source>
        <translation>隐藏层 {0}</translation>
    </message>
    <message>
        <source>the {0} strongest of {1} weights</source>
        <translation>{1} 个权重中最强的 {0} 个</translation>
    </message>
    <message>
        <source>{0} is not finite at op {1} of iteration {2}: the state before is shown</source>
        <translation>{0} 在第 {2} 次迭代的运算 {1} 处出现非有限值：显示的是此前的状态</translation>
    </message>
    <message>
        <source>sample {0} of {1}</source>
        <translation>样本 {0} / {1}</translation>
    </message>
    <message>
        <source>sample {0} · row {1} of {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sample {0} is not in this iteration&apos;s batch; the batch&apos;s first is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bias of {0}</source>
        <translation>{0} 的偏置</translation>
    </message>
    <message>
        <source>the update: {0} → {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation>从 {0} 到 {1}</translation>
    </message>
    <message>
        <source>adds {0} × {1} = {2} to z{3}[{4}]</source>
        <translation>给 z{3}[{4}] 加上 {0} × {1} = {2}</translation>
    </message>
    <message>
        <source>a0[{0}] = {1}, as the network sees it</source>
        <translation>a0[{0}] = {1}，即网络所见的值</translation>
    </message>
    <message>
        <source>target y[{0}] = {1}</source>
        <translation>目标 y[{0}] = {1}</translation>
    </message>
    <message>
        <source>of sample {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held while the pointer is here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the past: op {0} of {1} in iteration {2}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the past: iteration {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} of {1} gradients wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} right, {1} at a kink</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient check cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all {0} gradients right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean over {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>added up over {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}: {1} of {2} products, together {3}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alt+Down: next product · Alt+Up: out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computed by this op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of this iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from before the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from the iteration before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown when paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>this op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>current</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pre-update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>carried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>when paused</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberDialog</name>
    <message>
        <source>Numbers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberEdit</name>
    <message>
        <source>New value of {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New value of {0}; Enter takes it, Escape keeps the old</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is no number; type one such as 0.5, -2 or 1e-3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NumberForm</name>
    <message>
        <source>Significant &amp;digits:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Powers of &amp;ten:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decimal &amp;comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>where they help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>always</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Significant digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many digits of a number are shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Powers of ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether 0.00001234 is written 1.234e−5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decimal comma</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0,5 instead of 0.5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Optimizer</name>
    <message>
        <source>SGD</source>
        <translation>SGD</translation>
    </message>
    <message>
        <source>SGD with momentum</source>
        <translation>带动量的 SGD</translation>
    </message>
    <message>
        <source>Adam</source>
        <translation>Adam</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>Float</source>
        <translation type="unfinished">浮动</translation>
    </message>
    <message>
        <source>Take this panel out of the window, or put it back</source>
        <translation type="unfinished">把面板移出窗口，或放回窗口</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">关闭</translation>
    </message>
    <message>
        <source>Close this panel; View, Panels brings it back</source>
        <translation type="unfinished">关闭面板；可用“视图”、“面板”重新打开</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Iris</source>
        <translation>鸢尾花</translation>
    </message>
    <message>
        <source>Three species of iris told apart by four lengths: a net of 4-8-3 units.</source>
        <translation>按四个长度区分三种鸢尾花：4-8-3 的网络。</translation>
    </message>
    <message>
        <source>Hours of study</source>
        <translation>学习时长</translation>
    </message>
    <message>
        <source>A test score from hours of study and of sleep: a net of 2-3-1 units.</source>
        <translation>由学习和睡眠的小时数得出考试分数：2-3-1 的网络。</translation>
    </message>
    <message>
        <source>XOR</source>
        <translation>异或（XOR）</translation>
    </message>
    <message>
        <source>Exclusive or, which no net without a hidden layer can learn: 2-2-1 units.</source>
        <translation>异或，没有隐藏层的网络学不会：2-2-1 的网络。</translation>
    </message>
    <message>
        <source>Iris, as in the tutorial</source>
        <translation>鸢尾花（教程原样）</translation>
    </message>
    <message>
        <source>The article&apos;s program as written: no biases, raw lengths, test accuracy 0.80. With &apos;Update follows&apos; set to the half squared error, its other reading: 0.95.</source>
        <translation>文章中的程序原样：没有偏置，长度不缩放，测试准确率 0.80。把“更新依据”设为半平方误差，即另一种解读，则为 0.95。</translation>
    </message>
    <message>
        <source>Hours of study, as in the tutorial</source>
        <translation>学习时长（教程原样）</translation>
    </message>
    <message>
        <source>The article&apos;s program as written: its update is 1.5 times the gradient of the loss that it prints.</source>
        <translation>文章中的程序原样：它的更新量是所打印损失的梯度的 1.5 倍。</translation>
    </message>
    <message>
        <source>XOR, as in the tutorial</source>
        <translation>异或（教程原样）</translation>
    </message>
    <message>
        <source>The article&apos;s program as written, which does not learn: its update is 2 times the gradient of the loss that it prints, and 1,000 small steps are too few.</source>
        <translation>文章中的程序原样，它学不会：它的更新量是所打印损失的梯度的 2 倍，而 1,000 个小步太少。</translation>
    </message>
</context>
<context>
    <name>ProgramView</name>
    <message>
        <source>Step by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One op: one tensor is computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All ops of one layer and one phase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One update of the weights; back: first to this iteration&apos;s beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pass over the training rows; back: first to this epoch&apos;s beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back one layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ops of this iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and Right move, Enter goes there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to any iteration of this run; Home is its start, End the present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>replaying {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave the past: go on where the run has got to (Ctrl+End)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} ({1} or {2})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>breakpoint: {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration {0} of {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionDialog</name>
    <message>
        <source>Change the past?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cut off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the change here; what came after it is cut off, and Undo brings it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change nothing, and keep the run as it is</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunToDialog</name>
    <message>
        <source>Run to…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A number of updates; one that lies back is gone back to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Loss at most</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of an iteration&apos;s batch, before its update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Accuracy at least</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The share of an iteration&apos;s batch that is right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run until a breakpoint stops it (Alt+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Previous breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where one would have stopped it last (Alt+Left)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>such as {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run to there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window and stay here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The iteration is “{0}”; it must be a whole number, 0 or more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is “{0}”; it must be a number, such as 0.05.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The accuracy is “{0}”; it must be between 0 and 1, or up to 100 %.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Scaling</name>
    <message>
        <source>None</source>
        <translation>不缩放</translation>
    </message>
    <message>
        <source>Standardize (mean 0, deviation 1)</source>
        <translation>标准化（均值 0，标准差 1）</translation>
    </message>
    <message>
        <source>Min-max (0 to 1)</source>
        <translation>最小-最大归一化（0 到 1）</translation>
    </message>
    <message>
        <source>Divide by maximum</source>
        <translation>除以最大值</translation>
    </message>
</context>
<context>
    <name>SizeBars</name>
    <message>
        <source>logarithmic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Step</name>
    <message>
        <source>forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computed by the op just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of this iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of this iteration, from before the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>kept from the iterations before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not computed yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computed; shown when paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration {0}</source>
        <translation type="unfinished">迭代 {0}</translation>
    </message>
    <message>
        <source>start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} {1}</source>
        <comment>phase, layer</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StopForm</name>
    <message>
        <source>“{0}” cannot be read; it must be {1}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change this breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add this breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the condition is about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One weight or unit by its indices, which count from 0; empty: any</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number that it is compared with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training row, counted from 0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expression</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A condition over tensors, such as max(abs(dW1)) &lt; 1e-6; names are completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this form</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StopsView</name>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run stops at the op that makes a condition true. There is none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New watch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watch, e.g. norm(dW1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An expression over tensors, whose value is shown; names are completed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the chosen breakpoint (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the chosen breakpoint (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all breakpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch this expression (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the chosen watch (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which tensor the table shows; it also follows what is selected elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers of the tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrows walk through the numbers; Enter edits a weight or a bias; Ctrl+C copies with all digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy selected numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the whole tensor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run to there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to where the op that computes it has just run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blue −{0}, pale 0, red +{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>blue −{0}, dark 0, red +{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not copied while the run goes on: pause to see it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not computed yet: op {1} will do it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} is not known before the first op has run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{0}” is no number; type one such as 0.5 or −2e−3.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>of sample {0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of {0} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sum over {0} rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not computed yet: op {0} will do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not copied while running: pause to see it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>carried over from the iterations before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>computed by the op just now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in force now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given by the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from this iteration, before the update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from iteration {0}, before its update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from this iteration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from iteration {0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tensor</name>
    <message>
        <source>sample {0}: training row {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row {0}: from {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column {0}: to {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column {0}: unit {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from {0} to {1}</source>
        <translation type="unfinished">从 {0} 到 {1}</translation>
    </message>
</context>
<context>
    <name>Theme</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
</context>
<context>
    <name>TraceCurve</name>
    <message>
        <source>History of this number over the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click goes to that iteration.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iteration {0}: {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>shown when paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>iterations {0} to {1}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TransportView</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Back to the same first weights (Ctrl+R)</source>
        <translation>回到相同的初始权重（Ctrl+R）</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>换种子</translation>
    </message>
    <message>
        <source>Start again from other first weights (Ctrl+Shift+R)</source>
        <translation>用另一组初始权重重新开始（Ctrl+Shift+R）</translation>
    </message>
    <message>
        <source>iteration</source>
        <translation>迭代</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>train loss</source>
        <translation>训练损失</translation>
    </message>
    <message>
        <source>test loss</source>
        <translation>测试损失</translation>
    </message>
    <message>
        <source>accuracy: train / test</source>
        <translation>准确率：训练 / 测试</translation>
    </message>
    <message>
        <source>Of the whole set, with the weights of this moment</source>
        <translation>整个数据集上，用此刻的权重</translation>
    </message>
    <message>
        <source>Updates of the weights so far</source>
        <translation>到目前为止权重更新的次数</translation>
    </message>
    <message>
        <source>Passes over all training rows so far</source>
        <translation>到目前为止遍历全部训练行的次数</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Iterations per second; below 1 slow motion shows op by op</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run diverged in iteration {0}: {1} is not finite. Step back to before it (Ctrl+Left), or lower the learning rate and reset.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格键）</translation>
    </message>
    <message>
        <source>Run (Space)</source>
        <translation>运行（空格键）</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>replaying</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>in the past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>diverged</source>
        <translation>已发散</translation>
    </message>
    <message>
        <source>This is the past; Ctrl+End goes back to now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations per second, measured</source>
        <translation>每秒迭代次数（实测）</translation>
    </message>
    <message>
        <source>{0}/s</source>
        <translation>{0}/秒</translation>
    </message>
    <message>
        <source>speed: flat out</source>
        <translation>速度：全速</translation>
    </message>
    <message>
        <source>slow motion: {0} ops/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>speed: {0}/s</source>
        <translation>速度：{0}/秒</translation>
    </message>
</context>
<context>
    <name>ValueField</name>
    <message>
        <source>Double click or Enter: change it. Ctrl+C: copy all digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+C: copy all digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Watch</name>
    <message>
        <source>true</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>false</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>Network</source>
        <translation>网络</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>实验</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>控制栏</translation>
    </message>
    <message>
        <source>Gradient check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
