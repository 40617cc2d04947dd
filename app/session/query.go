package session

import "time"

// Query is a question: what could x have been? Only the latest counts.
type Query struct {
	Y      []float64 // DimY; a y of another length or with a number that is not finite gets no answer
	Noise  float64   // standard deviation of noise added to Y, row by row; where y is continuous in units of its spread
	N      int       // samples
	Latent int       // side of the latent colouring in cells; 0: none
	Pairs  int       // x for so many y drawn from prior and simulator: what the columns make of every y; no data is sent forward then
	Map    bool      // fill Answer.Map, where the set-up has a picture
	Rough  bool      // the pointer is still moving: samples only
}

// Answer is what every column says to a query. It never changes.
//
// While the networks train, or where the machine is slow, an answer may hold fewer samples than asked and a coarser
// colouring, so that it comes soon; once training rests the full one follows. Samples are drawn with the same latent
// noise every time, so fewer are the first of the many, and what moves on screen is a change of the network.
type Answer struct {
	Seq      int
	Query    Query
	Snapshot *Snapshot // the networks that answered
	Clouds   []Cloud   // one per column
	Side     int       // side of Cloud.Latent in cells, at most Query.Latent
	Truth    []float64 // n×DimX exact draws for Y with the noise that the first network trains with, where the set-up knows those; nil where none is known, as with noise on numbers of Y in the query
	Why      string    // why there is no Truth although the set-up has an exact posterior, in words for the user
	PairX    []float64 // at most Query.Pairs × DimX draws from the prior; nil if not asked, or Rough
	PairY    []float64 // and × DimY: what the simulator makes of them
	Map      *Map      // what the first column makes of the set-up's picture; nil before that is made, or not asked
	Judged   bool      // the quality of every cloud has been measured, as far as anything can be said of it
	Took     time.Duration
}

// Cloud is one column's answer.
type Cloud struct {
	X       []float64 // n×DimX samples
	Z       []float64 // n×DimZ latents they came from; the same for each column and query; nil for methods without
	Latent  []float64 // Side×Side×DimX: x at the middle of each cell of a grid over [−3, 3]² of the first two z (others 0), rows from the top; nil if not asked
	ZData   []float64 // n×DimZ of fresh data sent forward, of an Encoder only with Latent; nil if Pairs are asked; when Rough, those of the answer before
	PairX   []float64 // ×DimX samples, one for each row of Answer.PairY; nil if not asked, or Rough
	Quality *Quality  // nil before step 200, for a new y until it is measured (at most twice a second) or where nothing can be said
}

// Quality says how right a posterior is. What cannot be said is NaN.
type Quality struct {
	Step  int
	Claim string  // what the scene says of its posterior, where the samples bear it out; else empty
	Error float64 // unbiased MMD² to exact samples of a y with the noise of the training, x in units of the set-up's Spread
	Exact float64 // what two exact sets of the same size give at this y; NaN where exact sampling is slow

	// Where the set-up has modes:
	Right   float64 // share within 3σ of a mode that carries the label
	Width   float64 // spread inside 3σ of the nearest mode
	Truth   float64 // that of exact samples
	Between float64 // share farther than 3σ from every mode

	// Where y is continuous:
	Again      float64   // re-simulation error: see again; in units of the spread of y
	AgainExact float64   // that of exact samples
	Spread     float64   // spread of the samples over that of exact ones, the mean over the parameters
	Outside    float64   // share of samples outside the prior's box
	Likely     []float64 // DimX: where the samples lie thickest (mean shift)
	Spectra    []float64 // ×DimY: what the simulator makes of the first samples, without noise
	Noise      []float64 // DimY: spread of what is measured again and again of the most likely x
}
