package widgets

import (
	"image/color"
	"math"
)

// cividis are ten stops of the colour map of that name (Nuñez, Anderton, Renslow: Optimizing colormaps with
// consideration for color vision deficiency, PLOS ONE 13 (2018)): even steps of lightness for every kind of sight.
var cividis = [10]color.NRGBA{
	hex(0x00224E), hex(0x123570), hex(0x3B496C), hex(0x575D6D), hex(0x707173),
	hex(0x8A8678), hex(0xA59C74), hex(0xC3B369), hex(0xE1CC55), hex(0xFEE838),
}

// Cividis is the colour of a share, 0 (dark blue) to 1 (yellow); shares beyond have those of the ends.
func Cividis(share float64) color.NRGBA {
	at := min(max(share, 0), 1) * float64(len(cividis)-1)
	i := min(int(at), len(cividis)-2)
	return Mix(cividis[i], cividis[i+1], at-float64(i))
}

// Signed is the colour of a number from −1 to 1: the colour of y, of the card, of the posterior.
func (t *Theme) Signed(v float64) color.NRGBA {
	if v = min(max(v, -1), 1); v < 0 {
		return Mix(t.Card, t.Ly, -v)
	}
	if math.IsNaN(v) {
		return t.Sunk
	}
	return Mix(t.Card, t.Post, v)
}
