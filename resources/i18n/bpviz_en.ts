<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n unit(s)</source>
        <translation>
            <numerusform>%n unit</numerusform>
            <numerusform>%n units</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} row(s)</source>
        <translation>
            <numerusform>{0} row</numerusform>
            <numerusform>{0} rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>parameters after {0} update(s)</source>
        <translation>
            <numerusform>parameters after {0} update</numerusform>
            <numerusform>parameters after {0} updates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} settled after {1} sweep(s)</source>
        <translation>
            <numerusform>{0} settled after {1} sweep</numerusform>
            <numerusform>{0} settled after {1} sweeps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} parameter(s)</source>
        <translation>
            <numerusform>{0} parameter</numerusform>
            <numerusform>{0} parameters</numerusform>
        </translation>
    </message>
</context>
</TS>
