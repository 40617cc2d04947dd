package kernel

// Best is the table chosen at start for this processor.
var Best = Plain
