export type Database = {
  public: {
    Tables: {
      orders: {
        Row: {
          id: string
          note: string | null
        }
        Insert: {
          id?: string
          note?: string | null
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      [_ in never]: never
    }
  }
}
